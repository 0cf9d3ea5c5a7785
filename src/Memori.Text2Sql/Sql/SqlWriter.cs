using System.Text;

namespace Memori.Text2Sql.Sql;

/// <summary>Text under construction, on one line or laid out over several.</summary>
internal sealed class SqlWriter(bool pretty)
{
    private const int Step = 2;
    private int _indent;

    public StringBuilder Text { get; } = new(256);

    public SqlWriter Add(string text)
    {
        Text.Append(text);
        return this;
    }

    /// <summary>Where a clause begins: a new line, or a space.</summary>
    public SqlWriter Break()
    {
        if (pretty)
        {
            Text.Append('\n').Append(' ', _indent);
        }
        else
        {
            Text.Append(' ');
        }

        return this;
    }

    /// <summary>Opens a parenthesis around a query.</summary>
    public void Open()
    {
        Text.Append('(');
        if (pretty)
        {
            _indent += Step;
            Break();
        }
    }

    /// <summary>Closes what <see cref="Open"/> opened.</summary>
    public void Close()
    {
        if (pretty)
        {
            _indent -= Step;
            Break();
        }

        Text.Append(')');
    }

    public void Indent() => _indent += Step;

    public void Outdent() => _indent -= Step;

    public override string ToString() => Text.ToString();
}
