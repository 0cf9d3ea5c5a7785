using System.Text.Json;
using Memori.Server.Access.Keys;
using Memori.Server.Configuration;

namespace Memori.Server.Access.Tokens;

/// <summary>What the claims of a verified token make of its holder.</summary>
internal sealed class TokenClaims(MemoriSettings settings)
{
    private const string Subject = "sub";
    private const int MostValues = 200;

    /// <summary>The identity; null when the token names no user, or one whose name can't be an id.</summary>
    public Identity? Identify(JsonElement payload, string issuer)
    {
        try
        {
            return Read(payload, issuer);
        }
        catch (InvalidOperationException)
        {
            // A text that is no Unicode.
            return null;
        }
    }

    private Identity? Read(JsonElement payload, string issuer)
    {
        if (payload.ValueKind != JsonValueKind.Object || Id(payload, settings.JwtUserClaim) is not { } user)
        {
            return null;
        }

        var roles = Values(payload, settings.JwtRolesClaim);
        var subject = Id(payload, Subject) ?? user;
        return new Identity
        {
            Role = roles.Contains(settings.JwtAdminRole, StringComparer.Ordinal) ? KeyRole.Admin
                : roles.Contains(settings.JwtServiceRole, StringComparer.Ordinal) ? KeyRole.Service
                : KeyRole.User,
            UserId = user,
            Id = $"{issuer}|{subject}",
            Label = subject,
            Roles = roles,
            Attributes = settings.JwtAttributeClaims.Select(name => (Name: name, Values: Values(payload, name))).Where(pair => pair.Values.Count > 0)
                .ToDictionary(pair => pair.Name, pair => pair.Values, StringComparer.Ordinal),
        };
    }

    private static string? Id(JsonElement payload, string claim)
    {
        try
        {
            return Find(payload, claim) is { ValueKind: JsonValueKind.String } value ? Scope.Create(value.GetString()!).UserId : null;
        }
        catch (MemoriException)
        {
            return null;
        }
    }

    // A text is one value, also with spaces: taken apart, the role "memori-admin of sales" would make an administrator.
    private static IReadOnlyList<string> Values(JsonElement payload, string claim) => Find(payload, claim) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } several => [.. several.EnumerateArray().Select(Text).OfType<string>().Distinct(StringComparer.Ordinal).Take(MostValues)],
        { } one => Text(one) is { } text ? [text] : [],
    };

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    /// <summary>A claim by its whole name, which may have dots, else by the path that the dots make (<c>realm_access.roles</c>).</summary>
    private static JsonElement? Find(JsonElement payload, string claim)
    {
        if (payload.TryGetProperty(claim, out var value))
        {
            return value;
        }

        var at = payload;
        foreach (var name in claim.Split('.'))
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
            {
                return null;
            }
        }

        return at;
    }
}
