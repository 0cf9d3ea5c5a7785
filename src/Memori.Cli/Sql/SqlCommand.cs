using System.CommandLine;
using System.Text.Json;
using Memori.Cli.Audit;
using Memori.Cli.Terminal;
using Memori.Text;
using Memori.Text2Sql;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Guarding.Policies;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Cli.Sql;

/// <summary><c>memori sql "SELECT …" --db TARGET</c>: a person's own SQL through the guard and the executor.</summary>
internal static class SqlCommand
{
    public static Command Create()
    {
        var statement = new Argument<string?>("sql") { Description = "One SELECT · 一条 SELECT 语句", Arity = ArgumentArity.ZeroOrOne };
        var database = CommonOptions.Database();
        var file = new Option<string?>("--file") { Description = "A file with one statement a line; one JSON line each comes out · 每行一条语句的文件" };
        var caller = new CallerOptions();
        var (output, rowLimit) = (OutputFile.Option(), OutputFile.RowLimit());
        var json = CommonOptions.Json();
        var language = CommonOptions.Language();
        var command = new Command("sql", "Run your own SQL, checked and read-only · 运行自己的 SQL(只读并经过检查)") { statement, database, file, output, rowLimit, json, language };
        caller.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(statement) is null == result.GetValue(file) is null)
            {
                result.AddError("Give either one statement or --file. · 请提供一条语句或 --file。");
            }

            if (result.GetValue(output) is not null && result.GetValue(statement) is null)
            {
                result.AddError("--output goes with one statement. · --output 只能用于一条语句。");
            }

            if (result.GetValue(rowLimit) is not null && result.GetValue(output) is null)
            {
                result.AddError("--row-limit goes with --output. · --row-limit 须与 --output 同时使用。");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = await CliServices.StartAsync(cancellationToken);
            var source = await services.GetRequiredService<DataSourceCatalog>().RegisterAsync(parsed.GetValue(database)!, cancellationToken);
            var asking = caller.Of(parsed);
            var spoken = CommonOptions.LanguageOf(parsed);
            await ImportView.ShowAsync(services, source, spoken);
            if (parsed.GetValue(output) is { } target)
            {
                await OutputFile.WriteAsync(services, source, asking, parsed.GetValue(statement)!, target, parsed.GetValue(rowLimit), spoken, cancellationToken);
                return ExitCode.Ok;
            }

            return parsed.GetValue(file) is { } path
                ? await RunFileAsync(services, source, asking, path, spoken, cancellationToken)
                : await RunOneAsync(services, source, asking, parsed.GetValue(statement)!, parsed.GetValue(json), spoken, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunOneAsync(
        ServiceProvider services, DataSource source, Caller caller, string sql, bool json, Language language, CancellationToken cancellationToken)
    {
        var outcome = await RunAsync(services, source, caller, sql, cancellationToken);
        if (json)
        {
            JsonOutput.Write(StatementDocument.From(sql, outcome, language), StatementJson.Readable.StatementDocument);
        }
        else if (outcome.Result is { } result)
        {
            ResultView.Show(result, language);
        }

        if (outcome.Refusal is not { } refusal)
        {
            return ExitCode.Ok;
        }

        await Console.Error.WriteLineAsync($"memori: {TerminalText.Safe(refusal.Message.In(language))} [{refusal.Rule}]");
        return ExitCode.Refused;
    }

    private static Task<SqlOutcome> RunAsync(ServiceProvider services, DataSource source, Caller caller, string sql, CancellationToken cancellationToken) =>
        StatementAudit.RunAsync(
            services,
            StatementAudit.Statement,
            caller,
            sql,
            source.Id,
            () => services.GetRequiredService<SqlPipeline>().RunAsync(source, caller, sql, cancellationToken),
            static outcome => outcome.Refusal?.Rule);

    /// <summary>A line that the guard refuses or the database fails is reported on its own line; the rest goes on.</summary>
    private static async Task<int> RunFileAsync(ServiceProvider services, DataSource source, Caller caller, string path, Language language, CancellationToken cancellationToken)
    {
        var code = ExitCode.Ok;
        await using var stdout = Console.OpenStandardOutput();
        await foreach (var line in File.ReadLinesAsync(path, cancellationToken))
        {
            StatementDocument document;
            try
            {
                document = StatementDocument.From(line, await RunAsync(services, source, caller, line, cancellationToken), language);
            }
            catch (QueryFailedException e)
            {
                document = new StatementDocument { Sql = line, Admitted = true, Message = e.Text.In(language) };
            }

            code = document.Admitted ? code : ExitCode.Refused;
            await JsonSerializer.SerializeAsync(stdout, document, StatementJson.Readable.StatementDocument, cancellationToken);
            stdout.WriteByte((byte)'\n');
        }

        return code;
    }
}
