using System.Data.Common;
using Memori.Storage;
using Memori.Text2Sql.DataSources;

namespace Memori.Server.Answers;

/// <summary>Keeps the answers of each person, the newest thousands. Every statement names whose: another's are never reached. Thread-safe; shared by processes.</summary>
internal sealed class AnswerStore(IDatabase database) : IDataSourceData
{
    /// <summary>How many are kept of a person; of more, the oldest go.</summary>
    public const int MostOfUser = 2_000;

    /// <summary>Behind every id.</summary>
    public const string End = "~";

    private const string Columns =
        "user_id, id, conversation_id, session_id, datasource_id, asked_at, took, state, question, sql, confidence, generator, row_count, cost, document, code, detail, verdict, corrected, reason";

    private const string Insert = $"""
        INSERT INTO kept_answer ({Columns}) VALUES (@user, @id, @conversation, @session, @datasource, @at, @took, @state, @question, @sql, @confidence, @generator, @rows, @cost,
            @document, @code, @detail, NULL, NULL, NULL)
        """;

    private const string DeleteOldest = "DELETE FROM kept_answer WHERE user_id = @user AND id <= (SELECT id FROM kept_answer WHERE user_id = @user ORDER BY id DESC LIMIT 1 OFFSET @most)";

    private const string SelectOne = $"SELECT {Columns} FROM kept_answer WHERE user_id = @user AND id = @id";

    private const string SelectPage = $"""
        SELECT {Columns} FROM kept_answer
        WHERE user_id = @user AND (@datasource = 0 OR datasource_id = @datasource) AND id < @before AND (@conversation = '' OR conversation_id = @conversation)
            AND (@text = '' OR lower(question) LIKE lower(@text) ESCAPE '\')
        ORDER BY id DESC LIMIT @limit
        """;

    private const string SelectOfUser = $"SELECT {Columns} FROM kept_answer WHERE user_id = @user AND id < @before ORDER BY id DESC LIMIT @limit";

    private const string SelectConversations = """
        SELECT whole.conversation_id, whole.datasource_id, COALESCE(named.title, first.question), whole.answers, whole.last_id, last.asked_at
        FROM (SELECT conversation_id, datasource_id, MIN(id) AS first_id, MAX(id) AS last_id, COUNT(*) AS answers FROM kept_answer
              WHERE user_id = @user AND (@datasource = 0 OR datasource_id = @datasource) GROUP BY conversation_id, datasource_id) AS whole
        JOIN kept_answer AS first ON first.user_id = @user AND first.id = whole.first_id
        JOIN kept_answer AS last ON last.user_id = @user AND last.id = whole.last_id
        LEFT JOIN conversation_title AS named ON named.user_id = @user AND named.conversation_id = whole.conversation_id
        WHERE whole.last_id < @before ORDER BY whole.last_id DESC LIMIT @limit
        """;

    private const string UpdateVerdict = "UPDATE kept_answer SET verdict = @verdict, corrected = @corrected, reason = @reason WHERE user_id = @user AND id = @id";

    private const string DeleteOne = "DELETE FROM kept_answer WHERE user_id = @user AND id = @id";

    private const string DeleteConversation = "DELETE FROM kept_answer WHERE user_id = @user AND conversation_id = @conversation";

    private const string UpsertTitle = """
        INSERT INTO conversation_title (user_id, conversation_id, title)
        SELECT @user, @conversation, @title WHERE EXISTS (SELECT 1 FROM kept_answer WHERE user_id = @user AND conversation_id = @conversation)
        ON CONFLICT (user_id, conversation_id) DO UPDATE SET title = excluded.title
        """;

    private const string DeleteTitle = "DELETE FROM conversation_title WHERE user_id = @user AND conversation_id = @conversation";

    private const string DeleteTitles = "DELETE FROM conversation_title WHERE user_id = @user";

    private const string DeleteOfUser = "DELETE FROM kept_answer WHERE user_id = @user";

    private const string DeleteOfDatasource = "DELETE FROM kept_answer WHERE datasource_id = @datasource";

    /// <summary>Keeps an answer.</summary>
    public Task AddAsync(KeptAnswer answer, CancellationToken cancellationToken) => database.WriteAsync(
        async (transaction, token) =>
        {
            await transaction.ExecuteAsync(
                Insert,
                token,
                ("@user", answer.UserId),
                ("@id", answer.Id),
                ("@conversation", answer.ConversationId),
                ("@session", answer.SessionId),
                ("@datasource", answer.DatasourceId),
                ("@at", answer.AskedAt.ToUnixTimeMilliseconds()),
                ("@took", (long)answer.Took.TotalMilliseconds),
                ("@state", answer.State),
                ("@question", answer.Question),
                ("@sql", answer.Sql),
                ("@confidence", answer.Confidence),
                ("@generator", answer.Generator),
                ("@rows", answer.RowCount),
                ("@cost", answer.Cost),
                ("@document", answer.Document),
                ("@code", answer.Code),
                ("@detail", answer.Detail));
            return await transaction.ExecuteAsync(DeleteOldest, token, ("@user", answer.UserId), ("@most", MostOfUser));
        },
        cancellationToken);

    /// <summary>The person's answer; null when there is none with that id.</summary>
    public async Task<KeptAnswer?> FindAsync(string userId, string id, CancellationToken cancellationToken) =>
        await ReadAsync(SelectOne, Map, cancellationToken, ("@user", userId), ("@id", id)) is [var found] ? found : null;

    /// <summary>The person's answers, the newest first.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="datasourceId">The datasource; 0 for all.</param>
    /// <param name="conversationId">Only those of this conversation; empty for all.</param>
    /// <param name="text">Only those whose question has this in it, in upper or lower case; empty for all.</param>
    /// <param name="before">Only older ones than this id; <see cref="End"/> for all.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<IReadOnlyList<KeptAnswer>> ListAsync(string userId, int datasourceId, string conversationId, string text, string before, int limit, CancellationToken cancellationToken) => ReadAsync(
        SelectPage,
        Map,
        cancellationToken,
        ("@user", userId),
        ("@datasource", datasourceId),
        ("@conversation", conversationId),
        ("@text", text.Length == 0 ? "" : $"%{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%"),
        ("@before", before),
        ("@limit", limit));

    /// <summary>All the person's answers, the newest first.</summary>
    public Task<IReadOnlyList<KeptAnswer>> ListAllAsync(string userId, string before, int limit, CancellationToken cancellationToken) =>
        ReadAsync(SelectOfUser, Map, cancellationToken, ("@user", userId), ("@before", before), ("@limit", limit));

    /// <summary>The person's conversations with a datasource (0 for all), those with the newest answers first.</summary>
    public Task<IReadOnlyList<KeptConversation>> ConversationsAsync(string userId, int datasourceId, string before, int limit, CancellationToken cancellationToken) => ReadAsync(
        SelectConversations,
        static row => new KeptConversation(row.GetString(0), row.GetInt32(1), row.GetString(2), (int)row.GetInt64(3), row.GetString(4), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5))),
        cancellationToken,
        ("@user", userId),
        ("@datasource", datasourceId),
        ("@before", before),
        ("@limit", limit));

    /// <summary>Notes what the person said of an answer.</summary>
    public Task<int> JudgeAsync(string userId, string id, string verdict, string? corrected, string? reason, CancellationToken cancellationToken) =>
        WriteAsync(UpdateVerdict, cancellationToken, ("@user", userId), ("@id", id), ("@verdict", verdict), ("@corrected", corrected), ("@reason", reason));

    /// <summary>Deletes an answer.</summary>
    public Task<int> DeleteAsync(string userId, string id, CancellationToken cancellationToken) => WriteAsync(DeleteOne, cancellationToken, ("@user", userId), ("@id", id));

    /// <summary>Deletes a conversation with its answers.</summary>
    public Task<int> DeleteConversationAsync(string userId, string conversationId, CancellationToken cancellationToken) =>
        WriteAsync([DeleteTitle, DeleteConversation], cancellationToken, ("@user", userId), ("@conversation", conversationId));

    /// <summary>Names a conversation; 0 when there is none.</summary>
    public Task<int> NameAsync(string userId, string conversationId, string title, CancellationToken cancellationToken) =>
        WriteAsync(UpsertTitle, cancellationToken, ("@user", userId), ("@conversation", conversationId), ("@title", title));

    /// <summary>Deletes all that is kept of a person.</summary>
    public Task<int> ForgetAsync(string userId, CancellationToken cancellationToken) => WriteAsync([DeleteTitles, DeleteOfUser], cancellationToken, ("@user", userId));

    /// <inheritdoc/>
    public Task ForgetAsync(int datasourceId, CancellationToken cancellationToken) => WriteAsync(DeleteOfDatasource, cancellationToken, ("@datasource", datasourceId));

    private Task<IReadOnlyList<T>> ReadAsync<T>(string sql, Func<DbDataReader, T> map, CancellationToken cancellationToken, params (string, object?)[] parameters) =>
        database.ReadAsync((connection, token) => connection.QueryAsync(sql, map, token, parameters), cancellationToken);

    private Task<int> WriteAsync(string sql, CancellationToken cancellationToken, params (string, object?)[] parameters) =>
        database.WriteAsync((transaction, token) => transaction.ExecuteAsync(sql, token, parameters), cancellationToken);

    /// <returns>How many rows the last statement changed.</returns>
    private Task<int> WriteAsync(string[] statements, CancellationToken cancellationToken, params (string, object?)[] parameters) => database.WriteAsync(
        async (transaction, token) =>
        {
            var changed = 0;
            foreach (var statement in statements)
            {
                changed = await transaction.ExecuteAsync(statement, token, parameters);
            }

            return changed;
        },
        cancellationToken);

    private static KeptAnswer Map(DbDataReader row) => new()
    {
        UserId = row.GetString(0),
        Id = row.GetString(1),
        ConversationId = row.GetString(2),
        SessionId = row.GetString(3),
        DatasourceId = row.GetInt32(4),
        AskedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)),
        Took = TimeSpan.FromMilliseconds(row.GetInt64(6)),
        State = row.GetString(7),
        Question = row.GetString(8),
        Sql = Text(row, 9),
        Confidence = row.IsDBNull(10) ? null : row.GetDouble(10),
        Generator = Text(row, 11),
        RowCount = row.IsDBNull(12) ? null : row.GetInt32(12),
        Cost = row.GetInt64(13),
        Document = Text(row, 14),
        Code = Text(row, 15),
        Detail = Text(row, 16),
        Verdict = Text(row, 17),
        Corrected = Text(row, 18),
        Reason = Text(row, 19),
    };

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
