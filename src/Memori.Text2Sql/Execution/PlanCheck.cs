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

        // Without a cost the rows are no planner's, and too rough for this.
        var gathered = plan.EstimatedCost is null ? 0 : query.Gathered * plan.EstimatedRows;
        if (plan.EstimatedRows > limits.MaxRows || gathered > limits.MaxGathered)
        {
            throw Refusals.PlanRows(query.Query);
        }
    }
}
