using System.Security.Cryptography;
using System.Text;

namespace RulesRouter.Gateway.Redacting;

/// <summary>
/// The placeholders of one request. A value has the same one in every request of its session, so that what a vendor caches stays valid;
/// without the session's key it says nothing about the value.
/// </summary>
internal sealed class Placeholders(byte[] key)
{
    private readonly Dictionary<string, string> byValue = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    public bool IsEmpty => values.Count == 0;

    public IEnumerable<string> Values => byValue.Keys;

    /// <summary>The first label that a value gets remains.</summary>
    public string Of(string label, string value)
    {
        if (byValue.TryGetValue(value, out var placeholder))
        {
            return placeholder;
        }

        // Two values with one placeholder: once in 2^80.
        for (var attempt = 0; ; attempt++)
        {
            placeholder = $"{PlaceholderForm.Prefix}{label}_{Suffix($"{attempt}\n{value}")}";
            if (values.TryAdd(placeholder, value))
            {
                byValue.Add(value, placeholder);
                return placeholder;
            }
        }
    }

    /// <summary>Null if this is no placeholder of the request.</summary>
    public string? ValueOf(ReadOnlySpan<char> placeholder) =>
        values.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(placeholder, out var value) ? value : null;

    /// <summary>Knows those of an earlier request too, whose texts an upstream stores.</summary>
    public void Add(Placeholders earlier)
    {
        foreach (var (placeholder, value) in earlier.values)
        {
            if (values.TryAdd(placeholder, value))
            {
                byValue.TryAdd(value, placeholder);
            }
        }
    }

    private string Suffix(string text)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text), hash);
        var suffix = new char[PlaceholderForm.SuffixLength];
        for (var index = 0; index < suffix.Length; index++)
        {
            suffix[index] = PlaceholderForm.Alphabet[hash[index] % PlaceholderForm.Alphabet.Length];
        }

        return new string(suffix);
    }
}
