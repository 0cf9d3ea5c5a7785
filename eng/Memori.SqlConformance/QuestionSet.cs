using System.Text.Json;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Binding;

namespace Memori.SqlConformance;

/// <summary>The gold queries of a set: each is run as written and as rendered.</summary>
/// <param name="folder">Where questions.json is.</param>
/// <param name="others">Folders that may have the databases.</param>
internal sealed class QuestionSet(string folder, IReadOnlyList<string> others)
{
    private static readonly SchemaReadOptions s_brief = new() { MaxValues = 200, MaxRows = 2_000, TimeLimit = TimeSpan.FromSeconds(5) };

    private static readonly SqlGuard s_guard = new();

    private readonly Tally _tally = new();
    private readonly QueryExecutor _executor = new();

    /// <summary>Runs all; writes the rendered form of each question's first query into <paramref name="renderedInto"/> for the scorer.</summary>
    public async Task<Tally> RunAsync(string? renderedInto)
    {
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "questions.json")));
        var questions = document.RootElement.EnumerateArray()
            .Select((question, i) => (Index: i, Database: question.GetProperty("db_id").GetString()!, Golds: GoldsOf(question)))
            .ToList();
        var predictions = new SortedDictionary<int, string>();
        foreach (var group in questions.GroupBy(question => question.Database))
        {
            if (PathOf(group.Key) is not { } path)
            {
                continue;
            }

            var source = new DataSource { Id = 1, Name = group.Key, Key = path, Dialect = SqlDialect.Sqlite, ConnectionString = $"Data Source={path}" };
            var schema = await new SchemaReader().ReadAsync(source, s_brief);
            using var engine = new Engine(path);
            foreach (var (index, _, golds) in group)
            {
                for (var i = 0; i < golds.Count; i++)
                {
                    if (Check(engine, schema, golds[i], $"{group.Key} {index}") is not { } rendered)
                    {
                        continue;
                    }

                    await GuardAsync(source, schema, rendered, $"{group.Key} {index}");
                    if (i == 0)
                    {
                        predictions[index] = rendered;
                    }
                }
            }
        }

        if (renderedInto is not null)
        {
            await File.WriteAllLinesAsync(
                Path.Combine(renderedInto, Path.GetFileName(folder) + ".jsonl"),
                predictions.Select(prediction => JsonSerializer.Serialize(new Dictionary<string, object> { ["index"] = prediction.Key, ["sql"] = prediction.Value })));
        }

        return _tally;
    }

    private static List<string> GoldsOf(JsonElement question) => question.TryGetProperty("gold", out var golds)
        ? [.. golds.EnumerateArray().Select(gold => gold.GetString()!)]
        : [question.GetProperty("query").GetString()!];

    private string? PathOf(string database) => others.Prepend(folder)
        .Select(place => Path.Combine(place, "databases", database, database + ".sqlite"))
        .FirstOrDefault(File.Exists);

    private string? Check(Engine engine, DatabaseSchema schema, string sql, string place)
    {
        var written = engine.Run(sql, wordsAreText: true);
        if (written.Rows is null)
        {
            _tally.EngineRefused();
            return null;
        }

        try
        {
            var query = ImportedSql.Read(sql, schema);
            var bound = SqlBinder.Bind(query, schema);
            var rendered = SqlRenderer.Render(query, SqlDialect.Sqlite);
            var again = engine.Run(rendered, wordsAreText: false);
            if (again.Rows is null)
            {
                _tally.Failed($"rendered: {again.Error}", place, $"{sql} => {rendered}");
                return rendered;
            }

            if (!Same(written.Rows, again.Rows, query.OrderBy.Count > 0))
            {
                _tally.Failed("other rows", place, $"{sql} => {rendered}");
                return rendered;
            }

            _tally.Same();
            CountTypes(bound, again.Kinds);
            return rendered;
        }
        catch (SqlSyntaxException refusal)
        {
            _tally.Failed($"syntax: {refusal.Rule}", place, $"{refusal.Text.English} {sql}");
        }
        catch (SqlBindingException refusal)
        {
            _tally.Failed($"binding: {refusal.Rule}", place, $"{refusal.Text.English} {sql}");
        }

        return null;
    }

    /// <summary>The same as a person's question goes: admitted by the guard and run below its authorizer.</summary>
    private async Task GuardAsync(DataSource source, DatabaseSchema schema, string sql, string place)
    {
        var outcome = s_guard.Admit(sql, schema);
        if (!outcome.Admitted)
        {
            _tally.Refused($"guard: {outcome.Refusal.Rule}", place, $"{outcome.Refusal.Message.English} {sql}");
            return;
        }

        try
        {
            await _executor.ExecuteAsync(source, outcome.Query);
            _tally.Admitted();
        }
        catch (QueryFailedException failure)
        {
            _tally.Refused($"executor: {failure.Code}", place, $"{failure.Message} {sql}");
        }
    }

    private static bool Same(List<string> one, List<string> other, bool ordered)
    {
        if (!ordered)
        {
            one.Sort(StringComparer.Ordinal);
            other.Sort(StringComparer.Ordinal);
        }

        return one.SequenceEqual(other);
    }

    private void CountTypes(BoundQuery bound, ValueKinds[] kinds)
    {
        var unknown = 0;
        var right = 0;
        for (var i = 0; i < kinds.Length; i++)
        {
            var type = bound.Columns[i].Type;
            unknown += type == ColumnType.Other ? 1 : 0;
            right += type != ColumnType.Other && (kinds[i] & ~Allowed(type)) == ValueKinds.None ? 1 : 0;
        }

        _tally.Types(right, unknown, kinds.Length);
    }

    private static ValueKinds Allowed(ColumnType type) => type switch
    {
        ColumnType.Integer or ColumnType.Boolean => ValueKinds.Integer,
        ColumnType.Number => ValueKinds.Integer | ValueKinds.Real,
        ColumnType.Blob => ValueKinds.Blob,
        _ => ValueKinds.Text,
    };
}
