using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Memori.Server.DataSources;
using Memori.Server.Memories;
using Memori.Text2Sql.Schema.Annotations;
using Microsoft.AspNetCore.Mvc;

namespace Memori.Server.Ask;

/// <summary>The JSON of the service: snake_case, nulls written, Chinese readable.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(AnswerDocument))]
[JsonSerializable(typeof(GenerateRequest))]
[JsonSerializable(typeof(ExecuteRequest))]
[JsonSerializable(typeof(ExecuteDocument))]
[JsonSerializable(typeof(FeedbackRequest))]
[JsonSerializable(typeof(FeedbackDocument))]
[JsonSerializable(typeof(UploadDocument))]
[JsonSerializable(typeof(AddMemoryRequest))]
[JsonSerializable(typeof(ChangeMemoryRequest))]
[JsonSerializable(typeof(SearchMemoriesRequest))]
[JsonSerializable(typeof(WakeMemoriesRequest))]
[JsonSerializable(typeof(ObserveRequest))]
[JsonSerializable(typeof(ObservedDocument))]
[JsonSerializable(typeof(MemoryHistoryDocument))]
[JsonSerializable(typeof(WorkingSetDocument))]
[JsonSerializable(typeof(ConsolidatedDocument))]
[JsonSerializable(typeof(MemoryDocument))]
[JsonSerializable(typeof(MemoryListDocument))]
[JsonSerializable(typeof(MemorySearchDocument))]
[JsonSerializable(typeof(MemoryStatisticsDocument))]
[JsonSerializable(typeof(DeletedDocument))]
[JsonSerializable(typeof(ImportedDocument))]
[JsonSerializable(typeof(DataSourceDocument))]
[JsonSerializable(typeof(DataSourceListDocument))]
[JsonSerializable(typeof(AddDataSourceRequest))]
[JsonSerializable(typeof(ChangeDataSourceRequest))]
[JsonSerializable(typeof(ConnectionReportDocument))]
[JsonSerializable(typeof(SchemaDocument))]
[JsonSerializable(typeof(SchemaSyncDocument))]
[JsonSerializable(typeof(SchemaAnnotations))]
[JsonSerializable(typeof(Policies.PolicyDocument))]
[JsonSerializable(typeof(Policies.PolicyCheckDocument))]
[JsonSerializable(typeof(Policies.PolicyPreviewRequest))]
[JsonSerializable(typeof(Policies.PolicyPreviewDocument))]
[JsonSerializable(typeof(IReadOnlyList<Policies.PolicyFaultDocument>))]
[JsonSerializable(typeof(Pairs.PairDocument))]
[JsonSerializable(typeof(Pairs.PairListDocument))]
[JsonSerializable(typeof(Pairs.PairImportDocument))]
[JsonSerializable(typeof(Access.Keys.CreateKeyRequest))]
[JsonSerializable(typeof(Access.Keys.RotateKeyRequest))]
[JsonSerializable(typeof(Access.Keys.KeyGrants))]
[JsonSerializable(typeof(Access.Keys.KeyDocument))]
[JsonSerializable(typeof(Access.Keys.KeyListDocument))]
[JsonSerializable(typeof(Sessions.CreateSessionRequest))]
[JsonSerializable(typeof(Sessions.ChangeSessionRequest))]
[JsonSerializable(typeof(Sessions.SessionDocument))]
[JsonSerializable(typeof(Sessions.SessionListDocument))]
[JsonSerializable(typeof(Sessions.SessionValidityDocument))]
[JsonSerializable(typeof(Sessions.SessionEndDocument))]
[JsonSerializable(typeof(Sessions.TranscriptDocument))]
[JsonSerializable(typeof(Chat.ChatRequest))]
[JsonSerializable(typeof(Chat.ChatDocument))]
[JsonSerializable(typeof(Chat.ChatStartDocument))]
[JsonSerializable(typeof(Chat.ChatDeltaDocument))]
[JsonSerializable(typeof(Chat.ChatToolUseDocument))]
[JsonSerializable(typeof(Usage.UsageReportDocument))]
[JsonSerializable(typeof(Usage.StandingDocument))]
[JsonSerializable(typeof(Usage.CheckUsageRequest))]
[JsonSerializable(typeof(Usage.BudgetDocument))]
[JsonSerializable(typeof(Usage.RecordUsageRequest))]
[JsonSerializable(typeof(Usage.RecordedUsageDocument))]
[JsonSerializable(typeof(Usage.LimitsRequest))]
[JsonSerializable(typeof(Monitoring.HourlyStatsDocument))]
[JsonSerializable(typeof(Monitoring.UserStatsDocument))]
[JsonSerializable(typeof(Monitoring.MemoryGrowthDocument))]
[JsonSerializable(typeof(Monitoring.Leaks.LeakDocument))]
[JsonSerializable(typeof(Monitoring.Performance.PerformanceDocument))]
[JsonSerializable(typeof(Models.ModelDocument))]
[JsonSerializable(typeof(Models.ModelListDocument))]
[JsonSerializable(typeof(Jobs.JobListDocument))]
[JsonSerializable(typeof(Jobs.QueuedJobListDocument))]
[JsonSerializable(typeof(Health.HealthDocument))]
[JsonSerializable(typeof(Health.ReadyDocument))]
[JsonSerializable(typeof(Health.VersionDocument))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(Audit.AuditPageDocument))]
[JsonSerializable(typeof(Audit.AuditEntryDocument))]
[JsonSerializable(typeof(Audit.AuditReportDocument))]
[JsonSerializable(typeof(Users.ForgottenUserDocument))]
[JsonSerializable(typeof(System.Text.Json.Nodes.JsonObject))]
[JsonSerializable(typeof(ProblemDetails))]
public sealed partial class ServiceJson : JsonSerializerContext
{
    /// <summary>The one instance that everything on the wire is written with.</summary>
    public static ServiceJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,

        // Answers are JSON documents, never pasted into HTML: escaping Chinese would only make them unreadable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
