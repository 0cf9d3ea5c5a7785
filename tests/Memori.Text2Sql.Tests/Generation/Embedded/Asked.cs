using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Generation;
using Memori.Text2Sql.Generation.Embedded;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Schema;
using Microsoft.Data.Sqlite;

namespace Memori.Text2Sql.Tests.Generation.Embedded;

/// <summary>Two small databases, Chinese and English, and a generator to ask them.</summary>
public abstract class Asked(string chinese, string english) : IAsyncLifetime
{
    private readonly EmbeddedSqlGenerator _generator = new();
    private readonly Dictionary<bool, (string Path, DataSource Source, DatabaseSchema Schema)> _databases = [];

    public async ValueTask InitializeAsync()
    {
        foreach (var (chinese, script) in new[] { (true, chinese), (false, english) })
        {
            var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".sqlite");
            var source = Support.SqliteFile.Create(path, script);
            _databases[chinese] = (path, source, await new SchemaReader().ReadAsync(source));
        }
    }

    public ValueTask DisposeAsync()
    {
        foreach (var (path, _, _) in _databases.Values)
        {
            File.Delete(path);
        }

        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>What is answered, the likeliest first.</summary>
    internal async Task<IReadOnlyList<SqlCandidate>> CandidatesAsync(string text)
    {
        var (_, source, schema) = _databases[IsChinese(text)];
        var grounded = new GroundedQuestion { Question = Library.Ask(text), DataSource = source, Access = CallerAccess.Unrestricted(schema) };
        return (await _generator.GenerateAsync(grounded, TestContext.Current.CancellationToken)).Candidates;
    }

    /// <summary>The likeliest answer: its SQL and its rows, each as its values joined.</summary>
    internal async Task<(string Sql, IReadOnlyList<string> Rows)> AskAsync(string text)
    {
        var candidates = await CandidatesAsync(text);
        candidates.ShouldNotBeEmpty();
        using var connection = new SqliteConnection($"Data Source={_databases[IsChinese(text)].Path};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = candidates[0].Sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture))));
        }

        return (candidates[0].Sql, rows);
    }

    private static bool IsChinese(string text) => Library.Ask(text).Language == Memori.Text.Language.Chinese;
}
