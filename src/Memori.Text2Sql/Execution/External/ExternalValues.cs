using System.Globalization;
using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Execution.External;

/// <summary>The values of any ADO.NET provider as those of <see cref="QueryResult"/>.</summary>
internal static class ExternalValues
{
    /// <summary>The type of a column of a result.</summary>
    public static ColumnType TypeOf(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => ColumnType.Boolean,
        TypeCode.SByte or TypeCode.Byte or TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Int64 or TypeCode.UInt64 => ColumnType.Integer,
        TypeCode.Single or TypeCode.Double or TypeCode.Decimal => ColumnType.Number,
        TypeCode.DateTime => ColumnType.Timestamp,
        TypeCode.String or TypeCode.Char => ColumnType.Text,
        _ => type == typeof(DateOnly) ? ColumnType.Date
            : type == typeof(TimeOnly) || type == typeof(TimeSpan) ? ColumnType.Time
            : type == typeof(DateTimeOffset) ? ColumnType.Timestamp
            : type == typeof(byte[]) ? ColumnType.Blob
            : type == typeof(Guid) ? ColumnType.Text
            : ColumnType.Other,
    };

    /// <summary>A value in one of the types that results have; anything else as text.</summary>
    public static object Read(object value) => value switch
    {
        string or long or double or decimal or bool or DateOnly or TimeOnly or DateTime or DateTimeOffset or Guid or byte[] => value,
        sbyte or byte or short or ushort or int or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        ulong large => large <= long.MaxValue ? (long)large : (decimal)large,
        float real => (double)real,
        TimeSpan time when time >= TimeSpan.Zero && time < TimeSpan.FromDays(1) => TimeOnly.FromTimeSpan(time),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
