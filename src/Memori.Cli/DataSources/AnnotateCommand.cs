using System.CommandLine;
using System.Text;
using Memori.Cli.Terminal;
using Memori.Server.Ask;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Schema.Annotations;

namespace Memori.Cli.DataSources;

/// <summary><c>memori datasource annotate --db TARGET [--file notes.yaml]</c>: replaces the annotations, or prints them as YAML.</summary>
internal static class AnnotateCommand
{
    public static Command Create()
    {
        var database = CommonOptions.Database();
        var file = new Option<string?>("--file") { Description = "A YAML file that replaces what was said; without it what is kept is printed · YAML 文件;省略则输出现有内容" };
        var command = new Command("annotate", "Descriptions, synonyms, glossary and visibility of values · 说明、同义词、术语和数据可见性") { database, file };
        return new SourceOptions().Complete(command, async (call, cancellationToken) =>
        {
            var source = await call.Catalog.RegisterAsync(call.Parsed.GetValue(database)!, cancellationToken);
            var schemas = call.Get<SchemaCatalog>();
            var annotations = call.Parsed.GetValue(file) is { } path
                ? await schemas.AnnotateAsync(source, AnnotationYaml.Read(await File.ReadAllTextAsync(path, Encoding.UTF8, cancellationToken)), cancellationToken)
                : await schemas.AnnotationsAsync(source.Id, cancellationToken);
            return call.Show(annotations, ServiceJson.Readable.SchemaAnnotations, static (said, _) => Console.Out.Write(AnnotationYaml.Write(said)));
        });
    }
}
