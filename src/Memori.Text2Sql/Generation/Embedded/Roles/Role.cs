namespace Memori.Text2Sql.Generation.Embedded.Roles;

/// <summary>What a name of the question does in the answer, once the conditions have taken theirs.</summary>
internal enum Role
{
    /// <summary>Nothing, or only that its table takes part.</summary>
    None,

    /// <summary>Is shown.</summary>
    Show,

    /// <summary>Is counted.</summary>
    Count,

    /// <summary>Its different values are counted.</summary>
    CountDistinct,

    /// <summary>Its sum is shown.</summary>
    Sum,

    /// <summary>Its average is shown.</summary>
    Average,

    /// <summary>Its greatest value is shown.</summary>
    Max,

    /// <summary>Its least value is shown.</summary>
    Min,

    /// <summary>Rows are grouped by it, and it is shown.</summary>
    Group,

    /// <summary>Rows are grouped by it, and it is not shown.</summary>
    GroupOnly,

    /// <summary>Rows are ordered by it.</summary>
    Order,

    /// <summary>Groups are ordered by how many there are of it.</summary>
    OrderCount,

    /// <summary>Groups are ordered by its sum.</summary>
    OrderSum,

    /// <summary>Groups are ordered by its average.</summary>
    OrderAverage,
}
