using System.Buffers;
using System.Globalization;
using System.Text;

namespace Memori.Text2Sql.Schema;

/// <summary>What one pass over a column's values found, in bounded memory.</summary>
internal sealed class ColumnScan(SchemaReadOptions options)
{
    // Enough to count the distinct values of most columns exactly, little enough for wide tables.
    private const int MaxTracked = 100_000;

    private readonly Dictionary<long, int> _integers = [];
    private readonly Dictionary<double, int> _reals = [];
    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);
    private readonly HashSet<ulong> _longTexts = [];
    private long _nulls;
    private long _integerCount;
    private long _realCount;
    private long _textCount;
    private long _emptyCount;
    private long _blobCount;
    private TextForm _form = TextForm.Unseen;
    private bool _overflow;

    public void AddNull() => _nulls++;

    public void AddBlob() => _blobCount++;

    public void Add(long value)
    {
        _integerCount++;
        if (_integers.TryGetValue(value, out var count))
        {
            _integers[value] = count + 1;
        }
        else if (HasRoom())
        {
            _integers.Add(value, 1);
        }
    }

    public void Add(double value)
    {
        _realCount++;
        if (_reals.TryGetValue(value, out var count))
        {
            _reals[value] = count + 1;
        }
        else if (HasRoom())
        {
            _reals.Add(value, 1);
        }
    }

    /// <summary>Adds a text as stored; bytes that are no UTF-8 become U+FFFD.</summary>
    public void AddText(ReadOnlySpan<byte> utf8)
    {
        _textCount++;
        if (utf8.IsEmpty)
        {
            _emptyCount++;
        }
        else
        {
            _form = TextForms.Combine(_form, utf8);
        }

        // No UTF-16 text is longer than its UTF-8 bytes, and none is shorter than a third of them.
        if (utf8.Length > options.MaxValueLength * 3L)
        {
            AddLong(utf8);
            return;
        }

        var buffer = ArrayPool<char>.Shared.Rent(utf8.Length + 1);
        var text = buffer.AsSpan(0, Encoding.UTF8.GetChars(utf8, buffer));
        if (text.Length > options.MaxValueLength)
        {
            AddLong(utf8);
        }
        else
        {
            var lookup = _texts.GetAlternateLookup<ReadOnlySpan<char>>();
            if (lookup.TryGetValue(text, out var count))
            {
                lookup[text] = count + 1;
            }
            else if (HasRoom())
            {
                lookup[text] = 1;
            }
        }

        ArrayPool<char>.Shared.Return(buffer);
    }

    /// <summary>The type that the values show, where the declaration says otherwise or nothing.</summary>
    public ColumnType Refine(ColumnType? declared)
    {
        var total = _integerCount + _realCount + _textCount - _emptyCount + _blobCount;
        if (total == 0)
        {
            return declared ?? ColumnType.Text;
        }

        // A few odd values (an empty string, 'NULL') don't change what a column is.
        if (_textCount - _emptyCount > total / 2)
        {
            return TextForms.TypeOf(_form) is { } form ? form : declared == ColumnType.Json ? ColumnType.Json : ColumnType.Text;
        }

        if (_blobCount > total / 2)
        {
            return ColumnType.Blob;
        }

        if (_integerCount + _realCount <= total / 2)
        {
            return declared ?? ColumnType.Text;
        }

        return declared is ColumnType.Boolean && _realCount == 0 && _integers.Keys.All(static value => value is 0 or 1) ? ColumnType.Boolean
            : _realCount > 0 || declared is ColumnType.Number ? ColumnType.Number
            : ColumnType.Integer;
    }

    /// <summary>The profile; <paramref name="complete"/> when every row was seen.</summary>
    public ColumnProfile ToProfile(ColumnType type, bool complete)
    {
        var (min, max) = Range(type);
        return new ColumnProfile
        {
            DistinctCount = complete && !_overflow && _blobCount == 0 ? _integers.Count + _reals.Count + _texts.Count + _longTexts.Count : null,
            NullCount = complete ? _nulls : null,
            Values = Values(),
            Min = min,
            Max = max,
        };
    }

    private List<string> Values()
    {
        var all = new List<(string Value, int Count)>(_integers.Count + _reals.Count + _texts.Count);
        all.AddRange(_texts.Select(static pair => (pair.Key, pair.Value)));
        all.AddRange(_integers.Select(static pair => (pair.Key.ToString(CultureInfo.InvariantCulture), pair.Value)));
        all.AddRange(_reals.Select(static pair => (pair.Key.ToString("R", CultureInfo.InvariantCulture), pair.Value)));
        all.Sort(static (left, right) => left.Count != right.Count ? right.Count.CompareTo(left.Count) : string.CompareOrdinal(left.Value, right.Value));
        return [.. all.Take(options.MaxValues).Select(static pair => pair.Value)];
    }

    private (string? Min, string? Max) Range(ColumnType type)
    {
        switch (type)
        {
            case ColumnType.Integer when _integers.Count > 0 && _reals.Count == 0:
                return (_integers.Keys.Min().ToString(CultureInfo.InvariantCulture), _integers.Keys.Max().ToString(CultureInfo.InvariantCulture));
            case ColumnType.Integer or ColumnType.Number when _integers.Count + _reals.Count > 0:
                var numbers = _reals.Keys.Concat(_integers.Keys.Select(static value => (double)value));
                return (numbers.Min().ToString("R", CultureInfo.InvariantCulture), numbers.Max().ToString("R", CultureInfo.InvariantCulture));
            case ColumnType.Date or ColumnType.Timestamp or ColumnType.Time:
                var texts = _texts.Keys.Where(static text => text.Length > 0);
                return (texts.Min(StringComparer.Ordinal), texts.Max(StringComparer.Ordinal));
            default:
                return (null, null);
        }
    }

    private bool HasRoom()
    {
        _overflow |= _integers.Count + _reals.Count + _texts.Count + _longTexts.Count >= MaxTracked;
        return !_overflow;
    }

    private void AddLong(ReadOnlySpan<byte> utf8)
    {
        // FNV-1a: counting distinct texts needs no strong hash.
        var hash = 14695981039346656037UL;
        foreach (var unit in utf8)
        {
            hash = (hash ^ unit) * 1099511628211UL;
        }

        if (!_longTexts.Contains(hash) && HasRoom())
        {
            _longTexts.Add(hash);
        }
    }
}
