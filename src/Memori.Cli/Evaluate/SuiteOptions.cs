using System.CommandLine;
using Memori.Cli.Terminal;
using Memori.Text;
using Memori.Text2Sql;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Evaluation;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Learning.Pairs;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Cli.Evaluate;

/// <summary>What is asked in an evaluation, of what, and how.</summary>
internal sealed class SuiteOptions
{
    private readonly Option<string?> _questions = new("--questions") { Description = "The set, as json, jsonl, csv or yaml: question, query or sql, … · 评测集" };
    private readonly Option<string?> _databases = new("--databases") { Description = "The directory with db_id/db_id.sqlite · 数据库目录" };
    private readonly Option<string?> _database = new("--db") { Description = "One database for all questions, instead of --databases · 用于所有问题的数据库" };
    private readonly Option<bool> _fromMemory = new("--from-memory") { Description = "The questions are the pairs that --user called right · 以用户评为正确的问答为评测集" };
    private readonly CallerOptions _caller = new();
    private readonly Option<string> _generator = new("--generator") { Description = "embedded, claude or ladder · 生成器", DefaultValueFactory = _ => "embedded" };
    private readonly Option<int> _jobs = NumberOption.Whole("--jobs", "Questions asked at once · 并行数", Environment.ProcessorCount);
    private readonly Option<bool> _withMemory = new("--with-memory") { Description = "Let a question use what others taught · 使用记忆" };
    private readonly Option<string[]> _parts = ClaudePartsOption.Create();

    public void AddTo(Command command)
    {
        _generator.AcceptOnlyFromAmong("embedded", "claude", "ladder");
        foreach (var option in new Option[] { _questions, _databases, _database, _fromMemory, _generator, _jobs, _withMemory, _parts })
        {
            command.Options.Add(option);
        }

        _caller.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_questions) is null != result.GetValue(_fromMemory))
            {
                result.AddError("Give --questions or --from-memory. · 请提供 --questions 或 --from-memory 之一。");
            }

            if (result.GetValue(_databases) is null == result.GetValue(_database) is null || (result.GetValue(_fromMemory) && result.GetValue(_database) is null))
            {
                result.AddError("Give --db, or --databases with --questions. · 请提供 --db,或将 --databases 与 --questions 同用。");
            }
        });
    }

    /// <summary>Prepares what the command line asks for.</summary>
    public Task<Suite> StartAsync(ParseResult parsed, CancellationToken cancellationToken) =>
        parsed.GetValue(_databases) is { } databases ? StartApartAsync(parsed, databases, cancellationToken) : StartAsync(parsed, parsed.GetValue(_database)!, cancellationToken);

    // Many databases of a set: on a store of their own, which goes afterwards.
    private async Task<Suite> StartApartAsync(ParseResult parsed, string databases, CancellationToken cancellationToken)
    {
        var questions = await EvaluationSet.ReadAsync(parsed.GetValue(_questions)!, cancellationToken);
        var scratch = await ScratchServices.StartAsync(parsed.GetValue(_parts)!, cancellationToken);
        return new Suite(scratch)
        {
            Key = Key(parsed, Path.GetFullPath(databases)),
            Questions = questions,
            Target = EvaluationTarget.Databases(databases, scratch.Services.GetRequiredService<DataSourceCatalog>()),
            Settings = Settings(parsed),
            Generator = parsed.GetValue(_generator)!,
            Evaluation = new Text2SqlEvaluation(scratch.Services.GetRequiredService<AskPipeline>(), TimeProvider.System),
            Runs = Runs(),
        };
    }

    // One's own database, as it is asked every day: with its annotations and rules; nothing is learned from the evaluation.
    private async Task<Suite> StartAsync(ParseResult parsed, string database, CancellationToken cancellationToken)
    {
        var services = await CliServices.StartAsync(added => ClaudePartsOption.Apply(added, parsed.GetValue(_parts)!), cancellationToken);
        var source = await services.GetRequiredService<DataSourceCatalog>().RegisterAsync(database, cancellationToken);
        var caller = _caller.Of(parsed);
        var scope = Scope.Create(caller.UserId);
        var pairs = await services.GetRequiredService<PairLibrary>().ListAsync(scope, caller, source, cancellationToken);
        var questions = parsed.GetValue(_fromMemory) ? EvaluationSet.Of(pairs) : await EvaluationSet.ReadAsync(parsed.GetValue(_questions)!, cancellationToken);
        if (questions.Count == 0)
        {
            await services.DisposeAsync();
            throw new MemoriException(FaultKind.NotFound, "evaluation-set", new LocalizedText(
                "There are no questions: call answers right with memori feedback ID --right first.", "没有问题:请先用 memori feedback ID --right 评价答案为正确。"));
        }

        var known = pairs.ToLookup(pair => ContentKey.Of(null, pair.Question), pair => pair.MemoryId);
        return new Suite(services)
        {
            Key = Key(parsed, source.Key),
            Questions = questions,
            Target = EvaluationTarget.Of(source, caller, services.GetRequiredService<SqlPipeline>(), services.GetRequiredService<AccessCatalog>()),
            Settings = Settings(parsed) with { Scope = scope, Caller = caller, Learn = false, Without = question => known[ContentKey.Of(null, question.Question)].ToHashSet(StringComparer.Ordinal) },
            Generator = parsed.GetValue(_generator)!,
            Evaluation = new Text2SqlEvaluation(services.GetRequiredService<AskPipeline>(), TimeProvider.System),
            Runs = Runs(),
        };
    }

    private EvaluationSettings Settings(ParseResult parsed)
    {
        string[] generators = parsed.GetValue(_withMemory) ? ["remembered", parsed.GetValue(_generator)!] : [parsed.GetValue(_generator)!];
        return new EvaluationSettings
        {
            Generators = parsed.GetValue(_generator) == "ladder" ? null : generators.ToHashSet(StringComparer.Ordinal),
            Jobs = Math.Max(1, parsed.GetValue(_jobs)),
            UseMemory = parsed.GetValue(_withMemory),
        };
    }

    private string Key(ParseResult parsed, string target) => EvaluationRuns.Suite(
        target,
        parsed.GetValue(_questions) is { } questions ? Path.GetFullPath(questions) : "memory of " + _caller.Of(parsed).UserId,
        parsed.GetValue(_generator)!,
        (parsed.GetValue(_withMemory) ? "with memory" : "without memory") + string.Concat(parsed.GetValue(_parts)!.Select(static part => " " + part)));

    private static EvaluationRuns Runs() => new(Path.Combine(CliSettings.Read().DataDirectory, "evaluations"), TimeProvider.System);
}

/// <summary>An evaluation that is ready to run.</summary>
internal sealed class Suite(IAsyncDisposable services) : IAsyncDisposable
{
    /// <summary>The same for runs that can be compared.</summary>
    public required string Key { get; init; }

    public required IReadOnlyList<EvaluationQuestion> Questions { get; init; }

    public required EvaluationTarget Target { get; init; }

    public required EvaluationSettings Settings { get; init; }

    public required string Generator { get; init; }

    public required Text2SqlEvaluation Evaluation { get; init; }

    public required EvaluationRuns Runs { get; init; }

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
