using System.Text.Json;
using System.Text.Json.Nodes;
using Memori.Server.Ask;
using Memori.Server.Audit;

namespace Memori.Server.Users;

/// <summary>Writes all that is kept of a person, for the person to take along: JSON lines, each <c>{"part": …, "data": …}</c>. Thread-safe.</summary>
public sealed class UserExport
{
    private readonly IReadOnlyList<IUserData> _parts;
    private readonly AuditTrail _audit;

    internal UserExport(IEnumerable<IUserData> parts, AuditTrail audit)
    {
        _parts = [.. parts];
        _audit = audit;
    }

    /// <summary>Writes it.</summary>
    /// <returns>How many lines.</returns>
    public async Task<long> WriteAsync(string userId, Stream output, CancellationToken cancellationToken = default)
    {
        var lines = 0L;
        foreach (var part in _parts)
        {
            await foreach (var data in part.ExportAsync(userId, cancellationToken))
            {
                lines += await WriteLineAsync(output, part.Name, data, cancellationToken);
            }
        }

        await foreach (var entry in _audit.ExportAsync(new AuditQuery { UserId = userId }, cancellationToken))
        {
            lines += await WriteLineAsync(output, "audit", JsonSerializer.SerializeToNode(AuditEntryDocument.From(entry), ServiceJson.Readable.AuditEntryDocument), cancellationToken);
        }

        return lines;
    }

    private static async Task<int> WriteLineAsync(Stream output, string part, JsonNode? data, CancellationToken cancellationToken)
    {
        var line = new JsonObject { ["part"] = part, ["data"] = data };
        await output.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(line, ServiceJson.Readable.JsonObject), cancellationToken);
        await output.WriteAsync("\n"u8.ToArray(), cancellationToken);
        return 1;
    }
}
