using System.Collections.Concurrent;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Binding;

namespace Memori.Text2Sql.Evaluation;

/// <summary>What the questions of an evaluation are asked of, and what runs their accepted SQL there. Thread-safe.</summary>
public abstract class EvaluationTarget
{
    private protected EvaluationTarget()
    {
    }

    /// <summary>What it is known by; no credentials.</summary>
    public abstract string Key { get; }

    /// <summary>Databases in a directory, <c>DIR/db_id/db_id.sqlite</c>, whose accepted SQL is trusted and read as older SQLite does.</summary>
    public static EvaluationTarget Databases(string directory, DataSourceCatalog datasources) => new Directory(directory, datasources);

    /// <summary>One datasource; accepted SQL goes through the guard on behalf of the caller.</summary>
    public static EvaluationTarget Of(DataSource source, Caller caller, SqlPipeline sql, AccessCatalog access) => new Single(source, caller, sql, access);

    internal abstract Task<DataSource> SourceAsync(EvaluationQuestion question, CancellationToken cancellationToken);

    /// <summary>The rows of accepted SQL, or null when it does not run.</summary>
    internal abstract Task<QueryResult?> GoldAsync(EvaluationQuestion question, string sql, CancellationToken cancellationToken);

    /// <summary>The rows of an answer, or null when it does not run.</summary>
    internal abstract Task<QueryResult?> AnswerAsync(EvaluationQuestion question, Answering.Answer answer, CancellationToken cancellationToken);

    private sealed class Directory(string directory, DataSourceCatalog datasources) : EvaluationTarget
    {
        private readonly ConcurrentDictionary<string, Task<DataSource>> _sources = new(StringComparer.Ordinal);

        public override string Key => Path.GetFullPath(directory);

        internal override Task<DataSource> SourceAsync(EvaluationQuestion question, CancellationToken cancellationToken) =>
            _sources.GetOrAdd(PathOf(question), path => datasources.RegisterAsync(path, cancellationToken));

        internal override Task<QueryResult?> GoldAsync(EvaluationQuestion question, string sql, CancellationToken cancellationToken) =>
            Task.FromResult(GoldRunner.Run(PathOf(question), sql, cancellationToken));

        internal override Task<QueryResult?> AnswerAsync(EvaluationQuestion question, Answering.Answer answer, CancellationToken cancellationToken) =>
            Task.FromResult(GoldRunner.Run(PathOf(question), answer.Sql!, cancellationToken));

        private string PathOf(EvaluationQuestion question) => question.DatabaseId is { } id
            ? Path.Combine(directory, id, id + ".sqlite")
            : throw EvaluationFaults.NoDatabase(question.Question);
    }

    private sealed class Single(DataSource source, Caller caller, SqlPipeline pipeline, AccessCatalog access) : EvaluationTarget
    {
        public override string Key => source.Key;

        internal override Task<DataSource> SourceAsync(EvaluationQuestion question, CancellationToken cancellationToken) => Task.FromResult(source);

        internal override async Task<QueryResult?> GoldAsync(EvaluationQuestion question, string sql, CancellationToken cancellationToken)
        {
            try
            {
                var schema = (await access.GetAsync(source, caller, cancellationToken).ConfigureAwait(false)).Schema;
                var read = SqlRenderer.Render(ImportedSql.Read(sql, schema), source.Dialect);
                return (await pipeline.RunAsync(source, caller, read, cancellationToken).ConfigureAwait(false)).Result;
            }
            catch (MemoriException e) when (e.Kind is FaultKind.BadRequest or FaultKind.Refused or FaultKind.Timeout)
            {
                return null;
            }
        }

        internal override Task<QueryResult?> AnswerAsync(EvaluationQuestion question, Answering.Answer answer, CancellationToken cancellationToken) =>
            Task.FromResult(answer.Result);
    }
}
