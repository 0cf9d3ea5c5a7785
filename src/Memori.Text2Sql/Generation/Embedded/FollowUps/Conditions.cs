using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Generation.Embedded.FollowUps;

/// <summary>Adds conditions to a draft.</summary>
internal static class Conditions
{
    /// <summary>Adds a condition on a column, joining its table; through a join that would repeat rows it asks for rows that have such a one.</summary>
    public static Draft? Add(Draft draft, ColumnNode column, Func<Expression, Expression> condition)
    {
        if (Joining.Reach(draft, column.Table) is not var (reached, repeats))
        {
            return null;
        }

        if (!repeats)
        {
            return reached.With(reached.Select! with { Where = Conjunction.Both(reached.Select.Where, condition(reached.Write(column))) });
        }

        if (draft.Entity()?.Key is not { } key)
        {
            return null;
        }

        var path = draft.Index.Joins.Connect([column.Table, key.Table]);
        if (path is null)
        {
            return null;
        }

        // The many side holds the key that refers to the one: that is enough, unless tables stand between.
        var near = path.Steps.Count == 1 && path.Steps[0].Edge.To == key ? path.Steps[0].Edge.From : null;
        var from = near is not null ? SqlTree.Table(near.Table) : FilterCompiler.From(path);
        var select = new Select([new ExpressionItem(SqlTree.Column(near ?? key, near is null))]) { From = from, Where = condition(SqlTree.Column(column, near is null)) };
        var inside = new InQuery(draft.Write(key), new Query(select));
        return draft.With(draft.Select! with { Where = Conjunction.Both(draft.Select.Where, inside) }).Times(0.9);
    }

    /// <summary>Drops the conditions of the top SELECT that <paramref name="drops"/> picks.</summary>
    public static Draft Without(Draft draft, Func<Expression, bool> drops) =>
        draft.With(draft.Select! with { Where = Conjunction.All(Conjunction.Of(draft.Select.Where).Where(c => !drops(c))) });
}
