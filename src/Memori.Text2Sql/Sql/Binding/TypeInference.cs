using System.Runtime.CompilerServices;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Sql.Binding;

/// <summary>What expressions give, as far as names, operators and functions tell; null for NULL.</summary>
internal sealed class TypeInference(SqlDialect dialect, Bindings bindings)
{
    /// <summary>The type that holds both; null is NULL and yields to any.</summary>
    public static ColumnType? Unify(ColumnType? one, ColumnType? other) => (one, other) switch
    {
        (null, _) => other,
        (_, null) => one,
        _ when one == other => one,
        (ColumnType.Integer, ColumnType.Number) or (ColumnType.Number, ColumnType.Integer) => ColumnType.Number,
        (ColumnType.Date, ColumnType.Timestamp) or (ColumnType.Timestamp, ColumnType.Date) => ColumnType.Timestamp,
        _ => ColumnType.Other,
    };

    /// <summary>The type of an expression.</summary>
    /// <exception cref="SqlBindingException">It nests deeper than the stack allows.</exception>
    public ColumnType? Of(Expression expression) => RuntimeHelpers.TryEnsureSufficientExecutionStack() ? Infer(expression) : throw BindingFaults.TooDeep(expression);

    private ColumnType? Infer(Expression expression) => expression switch
    {
        Literal literal => Of(literal),
        ColumnName => bindings.Names.TryGetValue(expression, out var name) ? name.Column.InferredType : ColumnType.Other,
        TypedLiteral typed => dialect.TypeNamed(typed.Type),
        Cast cast => dialect.TypeNamed(cast.Type),
        Unary unary => Of(unary),
        Binary binary => Of(binary),
        FunctionCall call => Of(call),
        Case @case => @case.Whens.Aggregate(@case.Else is null ? null : Of(@case.Else), (type, when) => Unify(type, Of(when.Result))),
        Between or InList or InQuery or Like or IsTest or IsDistinct or Exists or Quantified => ColumnType.Boolean,
        ScalarQuery scalar => bindings.Queries.TryGetValue(scalar.Query, out var columns) && columns is [var only, ..] ? only.InferredType : ColumnType.Other,
        Collate collate => Of(collate.Operand),
        Extract => ColumnType.Number,
        AtTimeZone => ColumnType.Timestamp,
        NamedArgument named => Of(named.Value),
        Subscript { Operand: var operand } when Of(operand) == ColumnType.Json => ColumnType.Json,
        _ => ColumnType.Other,
    };

    /// <summary>What the items of an array argument are, as a function in FROM gives them.</summary>
    public ColumnType? Element(FunctionCall call, int argument) => call.Arguments[argument] switch
    {
        ArrayValue array => array.Items.Aggregate((ColumnType?)null, (type, item) => Unify(type, Of(item))),
        Cast { Type: var type } when type.EndsWith("[]", StringComparison.Ordinal) => dialect.TypeNamed(type[..^2]),
        _ when call.Name.Text == "generate_series" => call.Arguments.Aggregate((ColumnType?)null, (type, item) => Of(item) is var own && own == ColumnType.Other ? type : Unify(type, own)),
        _ => ColumnType.Other,
    };

    private static ColumnType? Of(Literal literal) => literal.Kind switch
    {
        LiteralKind.Null => null,
        LiteralKind.Boolean => ColumnType.Boolean,
        LiteralKind.Number => literal.Value.AsSpan().ContainsAny(".eE") && !literal.Value.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? ColumnType.Number : ColumnType.Integer,
        LiteralKind.Blob => ColumnType.Blob,
        LiteralKind.CurrentTime => literal.Value switch
        {
            "CURRENT_DATE" => ColumnType.Date,
            ['C', ..] when literal.Value.StartsWith("CURRENT_TIMESTAMP", StringComparison.Ordinal) => ColumnType.Timestamp,
            ['L', ..] when literal.Value.StartsWith("LOCALTIMESTAMP", StringComparison.Ordinal) => ColumnType.Timestamp,
            _ => ColumnType.Time,
        },
        _ => ColumnType.Text,
    };

    private ColumnType? Of(Unary unary) => unary.Operator switch
    {
        "NOT" => ColumnType.Boolean,
        "~" => ColumnType.Integer,
        "|/" or "||/" => ColumnType.Number,
        _ => Of(unary.Operand),
    };

    private ColumnType? Of(Binary binary)
    {
        switch (binary.Operator)
        {
            case "||":
                return Of(binary.Left) is (ColumnType.Json or ColumnType.Other or ColumnType.Blob) and var kept ? kept : ColumnType.Text;
            case "->" or "#>":
                return ColumnType.Json;
            case "->>" or "#>>":
                return dialect.JsonTextType;
            case "&" or "|" or "<<" or ">>" or "#":
                return ColumnType.Integer;
            case "^":
                return ColumnType.Number;
            case "+" or "-" or "*" or "/" or "%":
                return Arithmetic(binary.Operator, Of(binary.Left), Of(binary.Right));
            default:
                return ColumnType.Boolean;
        }
    }

    private ColumnType? Arithmetic(string op, ColumnType? left, ColumnType? right)
    {
        if (!dialect.ComputesDates)
        {
            return left is null || right is null ? Unify(left, right) : (left, right) is (ColumnType.Integer or ColumnType.Boolean, ColumnType.Integer or ColumnType.Boolean) ? ColumnType.Integer : ColumnType.Number;
        }

        return (left, right) switch
        {
            (ColumnType.Date, ColumnType.Date) when op == "-" => ColumnType.Integer,
            (ColumnType.Date, ColumnType.Integer) or (ColumnType.Integer, ColumnType.Date) => ColumnType.Date,
            (ColumnType.Date or ColumnType.Timestamp, ColumnType.Timestamp) or (ColumnType.Timestamp, ColumnType.Date) => ColumnType.Other,
            (ColumnType.Date or ColumnType.Timestamp, _) or (_, ColumnType.Date or ColumnType.Timestamp) => ColumnType.Timestamp,
            (ColumnType.Time, _) or (_, ColumnType.Time) => ColumnType.Time,
            _ => Unify(left, right),
        };
    }

    private ColumnType? Of(FunctionCall call)
    {
        var name = call.Name.Text;
        if (!dialect.FunctionResults.TryGetValue(name, out var result) && !dialect.FunctionResults.TryGetValue(name.ToLowerInvariant(), out result))
        {
            return ColumnType.Other;
        }

        // Several fractions give an array.
        if (call.WithinGroup.Count > 0 && call.Arguments is [ArrayValue, ..])
        {
            return ColumnType.Other;
        }

        return result.Of switch
        {
            ResultOf.Function => result.Type,
            ResultOf.Text when call.Arguments is [var text, ..] => !dialect.ComputesDates || Of(text) is null or ColumnType.Text ? ColumnType.Text : ColumnType.Other,
            ResultOf.First when call.Arguments is [var first, ..] => Of(first),
            ResultOf.All => call.Arguments.Aggregate((ColumnType?)null, (type, argument) => Unify(type, Of(argument))),
            ResultOf.Rest => call.Arguments.Skip(1).Aggregate((ColumnType?)null, (type, argument) => Unify(type, Of(argument))),
            ResultOf.Sum when call.Arguments is [var summed, ..] => Of(summed) is ColumnType.Integer or ColumnType.Boolean ? ColumnType.Integer : ColumnType.Number,
            ResultOf.Order when call.WithinGroup is [var ordered, ..] => Of(ordered.Expression),
            _ => ColumnType.Other,
        };
    }
}
