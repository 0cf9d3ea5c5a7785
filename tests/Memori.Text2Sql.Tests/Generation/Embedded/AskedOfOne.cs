using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Generation.Embedded;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Tests.Generation.Embedded;

/// <summary>One small database, asked in either language.</summary>
public abstract class AskedOfOne(string script) : IAsyncLifetime
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".sqlite");
    private readonly EmbeddedSqlGenerator _generator = new();
    private DataSource _source = null!;
    private DatabaseSchema _schema = null!;

    public async ValueTask InitializeAsync()
    {
        _source = Support.SqliteFile.Create(_path, script);
        _schema = await new SchemaReader().ReadAsync(_source);
    }

    public ValueTask DisposeAsync()
    {
        File.Delete(_path);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>The SQL of the likeliest answer.</summary>
    private protected async Task<string> AskAsync(string question)
    {
        var grounded = new GroundedQuestion { Question = Library.Ask(question), DataSource = _source, Access = CallerAccess.Unrestricted(_schema) };
        var candidates = (await _generator.GenerateAsync(grounded, TestContext.Current.CancellationToken)).Candidates;
        candidates.ShouldNotBeEmpty();
        return candidates[0].Sql;
    }
}
