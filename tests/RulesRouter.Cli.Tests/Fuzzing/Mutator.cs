using System.Text;

namespace RulesRouter.Cli.Tests.Fuzzing;

/// <summary>Mutates an input by bytes and words, reproducibly by seed.</summary>
/// <param name="words">Tokens of the language under test, and tokens that have broken its readers before.</param>
internal sealed class Mutator(int seed, IReadOnlyList<byte[]> inputs, IReadOnlyList<string> words)
{
    /// <summary>Maximum bytes of a mutated input; longer inputs are cut.</summary>
    private const int MaxLength = 16_000;

    private static readonly string[] Odd =
        [
            "",
            "\0",
            "\u001b[31m",
            "\r",
            "\u2028",
            "\u202e",
            "\ud83d\ude00",
            "é",
            "1e999",
            "-0",
            "99999999999999999999",
            "0x1F",
            ".nan",
            "~",
            "null",
            "\"",
            "'",
            "`",
            "\\",
            "\\u0000",
            "((((((((",
            "))))",
            "[[[[[[[[",
            "{{",
            "&a ",
            "*a",
            "<<: ",
            "!!str ",
            "%YAML 1.1\n",
            "---\n",
            "...\n",
            "? ",
            "- ",
            ": ",
            ", ",
            "#",
            "|\n",
            ">\n",
            "\t",
            "  ",
        ];

    private readonly Random random = new(seed);

    public byte[] Next()
    {
        var input = Any(inputs).Take(MaxLength).ToList();
        for (var step = random.Next(1, 6); step > 0; step--)
        {
            Change(input);
        }

        return [.. input.Take(MaxLength * 2)];
    }

    private void Change(List<byte> input)
    {
        var at = random.Next(input.Count + 1);
        var length = Math.Min(input.Count - at, random.Next(1, 40));
        switch (random.Next(9))
        {
            case 0 when at < input.Count:
                input[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < input.Count:
                input[at] = (byte)random.Next(256);
                break;
            case 2:
                input.RemoveRange(at, length);
                break;
            case 3:
                input.InsertRange(at, Enumerable.Repeat(input.GetRange(at, length), random.Next(1, 20)).SelectMany(part => part).ToList());
                break;
            case 4:
                input.InsertRange(at, Encoding.UTF8.GetBytes(Any(Odd)));
                break;
            case 5:
                input.InsertRange(at, Encoding.UTF8.GetBytes(Any(words)));
                break;
            case 6:
                var other = Any(inputs);
                var from = random.Next(other.Length + 1);
                input.InsertRange(at, other.Skip(from).Take(random.Next(1, 200)).ToList());
                break;
            case 7:
                ReplaceWord(input, at);
                break;
            default:
                input.Reverse(at, length);
                break;
        }
    }

    private void ReplaceWord(List<byte> input, int at)
    {
        var start = at;
        while (start > 0 && IsWord(input[start - 1]))
        {
            start--;
        }

        var end = at;
        while (end < input.Count && IsWord(input[end]))
        {
            end++;
        }

        input.RemoveRange(start, end - start);
        input.InsertRange(start, Encoding.UTF8.GetBytes(random.Next(2) == 0 ? Any(words) : Any(Odd)));
    }

    private static bool IsWord(byte value) => char.IsAsciiLetterOrDigit((char)value) || value is (byte)'_' or (byte)'-' or (byte)'.';

    private T Any<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];
}
