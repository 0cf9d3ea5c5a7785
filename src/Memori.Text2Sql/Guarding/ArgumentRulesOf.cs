using System.Globalization;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Guarding;

/// <summary>Rules for arguments that say how much a function produces: they must be literals, and small.</summary>
internal static class ArgumentRulesOf
{
    private static readonly HashSet<string> Growing = ["repeat", "lpad", "rpad", "replace", "regexp_replace", "zeroblob", "randomblob", "printf", "format"];

    /// <summary>A whole number at <paramref name="index"/>.</summary>
    public static FunctionCatalog.ArgumentRule Count(int index) => (call, options) =>
        call.Arguments.Count > index && !IsSmall(call.Arguments[index], options.MaxProduced) ? call.Arguments[index] : null;

    /// <summary><c>repeat(text, count)</c>: the text must not be the product of another such function.</summary>
    public static Expression? Repetition(FunctionCall call, GuardOptions options) =>
        Count(1)(call, options) ?? (call.Arguments is [var text, ..] && GrowingCalls.In(text, Growing) ? text : null);

    /// <summary>A replacement that is longer than what it replaces makes text grow by a factor; factors must not multiply.</summary>
    public static Expression? Replacement(FunctionCall call, GuardOptions options)
    {
        if (call.Arguments is not [var text, var pattern, var replacement, ..])
        {
            return null;
        }

        var isLiteral = replacement is Literal { Kind: LiteralKind.Text };
        var length = isLiteral ? ((Literal)replacement).Value.Length : int.MaxValue;
        if (isLiteral && length > options.MaxProduced)
        {
            return replacement;
        }

        var grows = !isLiteral || length > Math.Max(3, pattern is Literal { Kind: LiteralKind.Text } literal ? literal.Value.Length : 0);
        return grows && GrowingCalls.In(text, Growing) ? text : null;
    }

    /// <summary>A format must be a literal whose widths are small.</summary>
    public static Expression? Format(FunctionCall call, GuardOptions options)
    {
        if (call.Arguments is not [var format, ..])
        {
            return null;
        }

        return format is Literal { Kind: LiteralKind.Text } literal && HasSmallWidths(literal.Value, options.MaxProduced) ? null : format;
    }

    public static bool IsSmall(Expression expression, int most)
    {
        var number = expression is Unary { Operator: "-" or "+", Operand: var operand } ? operand : expression;
        return number is Literal { Kind: LiteralKind.Number or LiteralKind.Null } literal
            && (literal.Kind == LiteralKind.Null
                || (long.TryParse(literal.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= most));
    }

    private static bool HasSmallWidths(string format, int most)
    {
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                continue;
            }

            var width = 0L;
            for (i++; i < format.Length && !char.IsAsciiLetter(format[i]) && format[i] != '%'; i++)
            {
                width = char.IsAsciiDigit(format[i]) ? Math.Min((width * 10) + format[i] - '0', int.MaxValue) : 0;
                if (format[i] == '*' || width > most)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private sealed class GrowingCalls(HashSet<string> names) : TreeVisitor
    {
        private bool _found;

        public static bool In(Expression expression, HashSet<string> names)
        {
            var visitor = new GrowingCalls(names);
            visitor.Visit(expression);
            return visitor._found;
        }

        protected override void VisitExpression(Expression expression)
        {
            _found |= expression is FunctionCall call && names.Contains(call.Name.Text.ToLowerInvariant());
            base.VisitExpression(expression);
        }
    }
}
