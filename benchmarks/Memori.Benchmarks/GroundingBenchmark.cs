using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Memori.Storage;
using Memori.Text;
using Memori.Text2Sql;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Tests.Grounding.Enterprise;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Memori.Benchmarks;

/// <summary>Grounding on the enterprise schema of 1,000 tables and 20,000 columns, for each of its questions: linking alone, and the whole stage with memory.</summary>
internal static class GroundingBenchmark
{
    /// <summary>The option that names the folder of the schema and its questions.</summary>
    public const string Option = "--grounding";

    private static readonly DateTimeOffset AskedAt = new(2026, 6, 17, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Measures with the files of <paramref name="sets"/> (evaluation/grounding).</summary>
    public static async Task<string> RunAsync(string sets)
    {
        var schema = EnterpriseSchema.Read(sets);
        var questions = await QuestionsAsync(sets);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        DatabaseIndex? index = null;
        var first = await Timing.OnceAsync(() => Task.FromResult(index = DatabaseIndex.Build(schema)));
        var megabytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6;
        var again = await Timing.OfAsync([schema], s => Task.FromResult(DatabaseIndex.Build(s)));
        var linking = await Timing.OfAsync(questions, question => Task.FromResult(new Linker(index!).Link(question)));
        var folder = Directory.CreateTempSubdirectory("memori-grounding-");
        try
        {
            var (opening, whole) = await WholeAsync(folder.FullName, schema, questions);
            return Report(first, again, megabytes, linking, opening, whole, questions.Count);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(double First, Timing Warm)> WholeAsync(string folder, DatabaseSchema schema, List<Question> questions)
    {
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new DataSourceOptions { DataDirectory = folder });
        services.AddSingleton<ISchemaReader>(new FixedReader(schema));
        services.AddMemori().AddSqliteStore(Path.Combine(folder, "memori.db"));
        services.AddText2Sql();
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<IDatabase>().MigrateAsync(typeof(AskPipeline).Assembly);
        var source = await provider.GetRequiredService<DataSourceCatalog>().RegisterAsync("sample");
        var grounder = provider.GetRequiredService<Grounder>();
        var first = await Timing.OnceAsync(() => Ground(questions[0]));
        return (first, await Timing.OfAsync(questions, Ground));

        Task Ground(Question question) => grounder.GroundAsync(new AskRequest { Scope = Scope.Create("u", "s"), Caller = new Caller("u"), DataSource = source, Text = question.Text }, question, default);
    }

    private static async Task<List<Question>> QuestionsAsync(string sets)
    {
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(sets, "questions.json")));
        return
        [
            .. document.RootElement.EnumerateArray().Select(q => q.GetProperty("question").GetString()!)
                .Select(text => new Question(text, LanguageDetection.Detect(text) ?? Language.English, AskedAt)),
        ];
    }

    private static string Report(double first, Timing again, double megabytes, Timing linking, double opening, Timing whole, int questions)
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        Line($"# Grounding: 1,000 tables and 20,000 columns");
        Line($"");
        Line($"Made by `eng/benchmarks.sh --grounding evaluation/grounding`: the schema and its {questions} questions. {Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}.");
        Line($"Milliseconds of one call on the wall clock, of each question the best of three rounds through all of them (other work on the machine only ever adds); processor: the");
        Line($"mean of all calls. Linking: both stages of choosing tables, values, joins. Grounding: the whole stage as a question takes it, with the slice, the caller's rules,");
        Line($"similar questions, preferences and turns from SQLite.");
        Line($"");
        Line($"| | p50 | p99 | processor |");
        Line($"|--|--:|--:|--:|");
        Line($"| linking | {linking.Median:0.00} | {linking.P99:0.00} | {linking.Processor:0.00} |");
        Line($"| grounding | {whole.Median:0.00} | {whole.P99:0.00} | {whole.Processor:0.00} |");
        Line($"");
        Line($"The index of names, values and joins: {first:0} ms in a fresh process, {again.Median:0} ms warm, {megabytes:0.0} MB. The first question of all ({opening:0} ms) also keeps 1,000 schema memories.");
        return text.ToString();
    }

    private sealed class FixedReader(DatabaseSchema schema) : ISchemaReader
    {
        public Task<DatabaseSchema> ReadAsync(DataSource source, SchemaReadOptions? options = null, CancellationToken cancellationToken = default) => Task.FromResult(schema);

        public Task<SchemaFingerprint> FingerprintAsync(DataSource source, CancellationToken cancellationToken = default) => Task.FromResult(new SchemaFingerprint("s", "d"));
    }
}
