using System.Globalization;

namespace Memori.Text2Sql.Learning;

/// <summary>Where the pairs of a datasource live: each user's own, and those published, which the datasource owns.</summary>
internal static class PairScopes
{
    /// <summary>The owner of what is published.</summary>
    public static Owner Shared(int datasourceId) => Owner.Datasource(datasourceId.ToString(CultureInfo.InvariantCulture));

    /// <summary>A person's own pairs.</summary>
    public static Scope Own(Scope scope, int datasourceId) => Scope.Create(scope.UserId, scope.SessionId, VerifiedPairs.Namespace(datasourceId));

    /// <summary>A person's own pairs and those published.</summary>
    public static Scope Reading(Scope scope, int datasourceId) => Own(scope, datasourceId) with { Granted = [.. scope.Granted, Shared(datasourceId)] };
}
