using System.Text.Json.Nodes;

namespace Memori.Text2Sql.Guarding.Policies;

/// <summary>Writes policies as JSON, in the form in which they are read.</summary>
public static class PolicyJson
{
    /// <summary>The policy as a document.</summary>
    public static JsonObject Write(AccessPolicy policy)
    {
        var document = new JsonObject { ["version"] = AccessPolicy.Format };
        Add(document, "access", policy.Access);
        document["tables"] = policy.AllowsUnnamedTables ? "allow" : "deny";
        if (policy.Users.Count > 0)
        {
            document["users"] = new JsonObject(policy.Users.Select(static pair => KeyValuePair.Create(pair.Key, (JsonNode?)Write(pair.Value))));
        }

        document["rules"] = new JsonArray([.. policy.Rules.Select(Write)]);
        if (policy.DeniedFunctions.Count > 0)
        {
            document["functions"] = new JsonObject { ["deny"] = Texts(policy.DeniedFunctions) };
        }

        if (policy.Limits != new PolicyLimits())
        {
            document["limits"] = Write(policy.Limits);
        }

        return document;
    }

    private static JsonObject Write(PolicyUser user)
    {
        var document = new JsonObject();
        Add(document, CallerFacts.Roles, user.Roles.Count > 0 ? user.Roles : null);
        foreach (var (name, values) in user.Attributes)
        {
            document[name] = values is [var only] ? only : Texts(values);
        }

        return document;
    }

    private static JsonObject Write(AccessRule rule)
    {
        var document = new JsonObject { ["table"] = rule.Table };
        Add(document, "for", rule.For);
        Add(document, "except", rule.Except.Count > 0 ? rule.Except : null);
        if (rule.Deny)
        {
            document["deny"] = true;
        }

        Add(document, "columns", rule.Columns);
        Add(document, "hide", rule.Hide.Count > 0 ? rule.Hide : null);
        if (rule.Mask.Count > 0)
        {
            document["mask"] = new JsonObject(rule.Mask.Select(static pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        }

        if (rule.Rows is not null)
        {
            document["rows"] = rule.Rows;
        }

        return document;
    }

    private static JsonObject Write(PolicyLimits limits)
    {
        var document = new JsonObject();
        Add(document, "rows", limits.Rows);
        Add(document, "timeout_seconds", limits.Timeout?.TotalSeconds);
        Add(document, "cost", limits.Cost);
        Add(document, "estimated_rows", limits.EstimatedRows);
        return document;
    }

    private static void Add(JsonObject document, string name, double? value)
    {
        if (value is { } number)
        {
            document[name] = number;
        }
    }

    private static void Add(JsonObject document, string name, IReadOnlyList<string>? values)
    {
        if (values is not null)
        {
            document[name] = Texts(values);
        }
    }

    private static JsonArray Texts(IEnumerable<string> values) => new([.. values.Select(static value => (JsonNode?)value)]);
}
