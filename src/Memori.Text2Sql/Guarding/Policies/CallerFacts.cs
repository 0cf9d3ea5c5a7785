using System.Text;

namespace Memori.Text2Sql.Guarding.Policies;

/// <summary>What counts of a caller for one policy: whom the rules mean and the values that they ask for; nothing else of the caller is kept.</summary>
internal sealed class CallerFacts
{
    /// <summary>The attribute that is the caller's id; nothing can take its place.</summary>
    public const string UserId = "user_id";

    /// <summary>The attribute that is the caller's roles.</summary>
    public const string Roles = "roles";

    private const string RolePrefix = "role:";

    private readonly string _userId;
    private readonly HashSet<string> _roles;

    private CallerFacts(string userId, HashSet<string> roles, Dictionary<string, IReadOnlyList<string>> attributes, string key)
    {
        _userId = userId;
        _roles = roles;
        Attributes = attributes;
        Key = key;
    }

    /// <summary>The attributes that the policy asks for, as far as the caller has them.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Attributes { get; }

    /// <summary>Equal for callers whom the policy treats alike, and for no others.</summary>
    public string Key { get; }

    /// <summary>What counts of <paramref name="caller"/>.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="asked">The names of the attributes that its expressions ask for.</param>
    public static CallerFacts Of(Caller caller, AccessPolicy policy, IReadOnlySet<string> asked)
    {
        var own = policy.Users.GetValueOrDefault(caller.UserId);
        HashSet<string> roles = [.. caller.Roles, .. own?.Roles ?? []];
        var attributes = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var name in asked)
        {
            var values = name switch
            {
                UserId => [caller.UserId],
                Roles => [.. roles.Order(StringComparer.Ordinal)],
                _ => own?.Attributes.GetValueOrDefault(name) ?? caller.Attributes.GetValueOrDefault(name) ?? [],
            };
            if (values.Count > 0 && values.All(IsPlain))
            {
                attributes[name] = values;
            }
        }

        var named = NamesIn(policy);
        return new CallerFacts(caller.UserId, roles, attributes, KeyOf(named.Contains(caller.UserId) ? caller.UserId : "", roles.Where(r => named.Contains(RolePrefix + r)), attributes));
    }

    /// <summary>Whether one of <paramref name="names"/> means the caller: a user id, or <c>role:name</c>.</summary>
    public bool IsOneOf(IEnumerable<string> names) =>
        names.Any(name => name.StartsWith(RolePrefix, StringComparison.Ordinal) ? _roles.Contains(name[RolePrefix.Length..]) : name == _userId);

    private static HashSet<string> NamesIn(AccessPolicy policy) =>
        [.. policy.Access ?? [], .. policy.Rules.SelectMany(rule => (rule.For ?? []).Concat(rule.Except))];

    // A value stands in SQL as a literal: what no literal can carry safely is as good as missing.
    private static bool IsPlain(string value) => value.Length is > 0 and <= 1_000 && !value.Any(char.IsControl) && !value.EnumerateRunes().Any(static rune => rune == Rune.ReplacementChar);

    private static string KeyOf(string user, IEnumerable<string> roles, Dictionary<string, IReadOnlyList<string>> attributes)
    {
        var key = new StringBuilder();
        Append(key, [user]);
        Append(key, roles.Order(StringComparer.Ordinal));
        foreach (var (name, values) in attributes.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Append(key, [name, .. values]);
        }

        return key.ToString();
    }

    private static void Append(StringBuilder key, IEnumerable<string> parts)
    {
        foreach (var part in parts)
        {
            key.Append(part.Length).Append(':').Append(part);
        }

        key.Append(';');
    }
}
