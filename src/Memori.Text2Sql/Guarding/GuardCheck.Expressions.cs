using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Guarding;

/// <summary>Functions and types.</summary>
internal sealed partial class GuardCheck
{
    /// <summary>The longest text that a cast may pad to.</summary>
    private const int LongestPadding = 1_000;

    // The operators behind constructs that are written in words.
    private static readonly string[] s_equality = ["=", "<>"];
    private static readonly string[] s_bounds = [">=", "<=", "<", ">"];
    private static readonly string[] s_like = ["~~", "!~~"];
    private static readonly string[] s_ignoringLike = ["~~*", "!~~*"];

    protected override void VisitExpression(Expression expression)
    {
        switch (expression)
        {
            case FunctionCall call:
                CheckCall(call);
                break;
            case Cast cast:
                CheckType(cast, cast.Type);
                break;
            case TypedLiteral literal:
                CheckType(literal, literal.Type);
                break;
            case Unary unary:
                CheckOperator(unary, unary.Operator);
                break;
            case Quantified quantified:
                CheckOperator(quantified, quantified.Operator);
                break;
            case Like like:
                _functions.Add(like.Operator.ToLowerInvariant());
                CheckOperators(like, like.Operator == "ILIKE" ? s_ignoringLike : s_like);
                break;
            case Between:
                CheckOperators(expression, s_bounds);
                break;
            case InList or InQuery or IsDistinct or Case { Operand: not null }:
                CheckOperators(expression, s_equality);
                break;
            case Binary binary:
                CheckOperator(binary, binary.Operator);
                if (binary.Operator is "->" or "->>")
                {
                    _functions.Add(binary.Operator);
                }

                break;
            case Literal { Kind: LiteralKind.CurrentTime } literal:
                _functions.Add(literal.Value.Split('(')[0].ToLowerInvariant());
                break;
        }

        base.VisitExpression(expression);
    }

    private void CheckOperators(SqlNode at, string[] names)
    {
        foreach (var name in names)
        {
            CheckOperator(at, name);
        }
    }

    private void CheckOperator(SqlNode at, string name)
    {
        if (shadowing.Contains(name, StringComparer.Ordinal))
        {
            throw Refusals.Shadowed(at, name);
        }
    }

    private string NameOf(FunctionCall call)
    {
        var name = _ignoresCase ? call.Name.Text.ToLowerInvariant() : call.Name.Text;
        return call.Schema is null || call.Schema.Text == _catalog.FunctionSchema ? name : $"{call.Schema.Text}.{name}";
    }

    private void CheckCall(FunctionCall call)
    {
        var name = NameOf(call);
        if ((!_catalog.Functions.Contains(name) && !_catalog.TableFunctions.Contains(name)) || denied.Contains(name))
        {
            throw Refusals.UnknownFunction(call, name);
        }

        if (name == "nullif")
        {
            CheckOperators(call, s_equality);
        }

        if (call.Schema is null && shadowing.Contains(name, StringComparer.Ordinal))
        {
            throw Refusals.Shadowed(call, name);
        }

        if (_catalog.ArgumentRules.TryGetValue(name, out var rule) && rule(call, options) is { } wrong)
        {
            throw Refusals.FunctionArgument(wrong, name);
        }

        if (call.Arguments.OfType<NamedArgument>().Any() && _catalog.ArgumentRules.ContainsKey(name))
        {
            throw Refusals.FunctionArgument(call, name);
        }

        _functions.Add(name);
    }

    private void CheckTableFunction(FunctionTable function)
    {
        var name = NameOf(function.Call);
        if (!_catalog.Functions.Contains(name) && !_catalog.TableFunctions.Contains(name))
        {
            throw Refusals.UnknownFunction(function, name);
        }

        if (!_catalog.TableFunctions.Contains(name))
        {
            throw Refusals.TableFunction(function, name);
        }
    }

    private void CheckType(Expression at, string type)
    {
        if (_catalog.Types is not { } types)
        {
            return;
        }

        var name = type.Replace("[]", "", StringComparison.Ordinal);
        var open = name.IndexOf('(', StringComparison.Ordinal);
        if (open >= 0)
        {
            var close = name.IndexOf(')', open);
            var arguments = name[(open + 1)..close];
            name = name[..open] + name[(close + 1)..];
            if (name is "char" or "character" or "bpchar" && (!int.TryParse(arguments, out var length) || length > LongestPadding))
            {
                throw Refusals.UnknownType(at, type);
            }
        }

        if (!types.Contains(name))
        {
            throw Refusals.UnknownType(at, type);
        }
    }
}
