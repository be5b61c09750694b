using System.Buffers;
using System.Text;
using RulesRouter.Tokens;

namespace RulesRouter.Wire.Conversations;

/// <summary>Counts tokens of text in UTF-8, such as the JSON of a tool.</summary>
internal static class Utf8Tokens
{
    public static TokenCount Count(ReadOnlySpan<byte> utf8)
    {
        var characters = ArrayPool<char>.Shared.Rent(utf8.Length);
        try
        {
            return TokenCounter.Count(characters.AsSpan(0, Encoding.UTF8.GetChars(utf8, characters)));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
        }
    }
}
