using Memori.Text2Sql.Guarding;

namespace Memori.Text2Sql.Execution;

/// <summary>Holds a plan to the limits.</summary>
internal static class PlanCheck
{
    /// <exception cref="GuardRefusedException"><c>plan-cost</c>, <c>plan-rows</c>.</exception>
    public static void Require(GuardedQuery query, QueryPlan plan, PlanLimits limits)
    {
        if (plan.EstimatedCost > limits.MaxCost)
        {
            throw Refusals.PlanCost(query.Query);
        }

        if (plan.EstimatedRows > limits.MaxRows)
        {
            throw Refusals.PlanRows(query.Query);
        }
    }
}
