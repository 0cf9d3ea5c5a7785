using Microsoft.AspNetCore.Mvc;

namespace Memori.Server.Usage;

/// <summary>Whose usage, and of how many days.</summary>
/// <param name="Request">The request.</param>
/// <param name="UserId">The user; must agree with <c>X-User-Id</c> when both are given. Default the key's; else everybody's, for administrators.</param>
/// <param name="KeyId">Only what came with this API key, by its id. Default all.</param>
/// <param name="Days">How many days, today included: 1 to 366. Default 7.</param>
internal readonly record struct UsageReportRequest(
    HttpRequest Request,
    [property: FromQuery(Name = "user_id")] string? UserId,
    [property: FromQuery(Name = "key_id")] string? KeyId,
    [property: FromQuery(Name = "days")] int? Days);
