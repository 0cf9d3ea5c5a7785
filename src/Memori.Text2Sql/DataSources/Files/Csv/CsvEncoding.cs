using System.Buffers;
using System.Text;

namespace Memori.Text2Sql.DataSources.Files.Csv;

/// <summary>Finds the encoding of a text file: a byte order mark, else UTF-16 by its zero bytes, else UTF-8, GB18030 or Windows-1252 by what its bytes can be.</summary>
internal static class CsvEncoding
{
    private const int BlockSize = 1 << 16;

    /// <summary>The encoding, or null when the file is no text.</summary>
    public static Encoding? Detect(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BlockSize, FileOptions.SequentialScan);
        var block = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            var length = stream.ReadAtLeast(block, BlockSize, throwOnEndOfStream: false);
            return OfHead(block.AsSpan(0, length), out var isText) ?? (isText ? OfBytes(stream, block, length) : null);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private static Encoding? OfHead(ReadOnlySpan<byte> head, out bool isText)
    {
        isText = true;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            return Encoding.UTF8;
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            return Encoding.Unicode;
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return Encoding.BigEndianUnicode;
        }

        var (even, odd) = (0, 0);
        for (var i = 0; i < head.Length; i++)
        {
            if (head[i] == 0)
            {
                _ = (i & 1) == 0 ? even++ : odd++;
            }
        }

        // Delimiters and line ends make at least some zero bytes, all on one side.
        isText = even + odd == 0;
        return odd > 0 && even == 0 ? Encoding.Unicode : even > 0 && odd == 0 ? Encoding.BigEndianUnicode : null;
    }

    private static Encoding OfBytes(Stream stream, byte[] block, int length)
    {
        var gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
        var utf8 = new Validity(new UTF8Encoding(false, throwOnInvalidBytes: true));
        var chinese = new Validity(CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!);
        var pairs = 0;
        while (length > 0)
        {
            utf8.Add(block.AsSpan(0, length));
            chinese.Add(block.AsSpan(0, length));
            pairs += DoubleByteBalance(block.AsSpan(0, length));
            length = stream.ReadAtLeast(block.AsSpan(0, BlockSize), BlockSize, throwOnEndOfStream: false);
        }

        return utf8.Holds() ? Encoding.UTF8
            : chinese.Holds() && pairs > 0 ? gb18030
            : CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
    }

    // Chinese text has high bytes in pairs, western text single ones among ASCII.
    private static int DoubleByteBalance(ReadOnlySpan<byte> bytes)
    {
        var balance = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] < 0x80)
            {
                continue;
            }

            var paired = i + 1 < bytes.Length && bytes[i + 1] >= 0x80;
            balance += paired ? 1 : -1;
            i += paired ? 1 : 0;
        }

        return balance;
    }

    private sealed class Validity(Encoding strict)
    {
        private readonly Decoder _decoder = strict.GetDecoder();
        private bool _holds = true;

        public void Add(ReadOnlySpan<byte> bytes) => Try(bytes, flush: false);

        public bool Holds()
        {
            Try([], flush: true);
            return _holds;
        }

        private void Try(ReadOnlySpan<byte> bytes, bool flush)
        {
            if (!_holds)
            {
                return;
            }

            try
            {
                var characters = ArrayPool<char>.Shared.Rent(bytes.Length + 4);
                _decoder.GetChars(bytes, characters, flush);
                ArrayPool<char>.Shared.Return(characters);
            }
            catch (DecoderFallbackException)
            {
                _holds = false;
            }
        }
    }
}
