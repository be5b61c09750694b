using System.Security.Cryptography;
using System.Text;

namespace RulesRouter.Gateway.Redacting;

/// <summary>
/// The placeholders of one request. A value has the same one in every request of its session, so that what a vendor caches stays valid;
/// without the session's key it says nothing about the value.
/// </summary>
internal sealed class Placeholders
{
    /// <summary>Values of earlier requests that are known; those that the latest requests have go before older ones.</summary>
    public const int MaxEarlier = 10_000;

    private readonly byte[] key;
    private readonly Dictionary<string, string> byValue = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> earlierByValue = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> earlierValues = new(StringComparer.Ordinal);

    /// <param name="key">Of the session.</param>
    /// <param name="previous">Of an earlier request, whose texts an upstream stores; null for none.</param>
    public Placeholders(byte[] key, Placeholders? previous = null)
    {
        this.key = key;
        if (previous is not null)
        {
            Take(previous.values);
            Take(previous.earlierValues);
        }
    }

    public bool IsEmpty => Count == 0;

    /// <summary>Of the request and of earlier ones.</summary>
    public int Count => values.Count + earlierValues.Count;

    public IEnumerable<string> Values => byValue.Keys.Concat(earlierByValue.Keys.Where(value => !byValue.ContainsKey(value)));

    /// <summary>The first label that a value gets remains.</summary>
    public string Of(string label, string value)
    {
        if (byValue.TryGetValue(value, out var placeholder))
        {
            return placeholder;
        }

        if (earlierByValue.TryGetValue(value, out placeholder) && values.TryAdd(placeholder, value))
        {
            byValue.Add(value, placeholder);
            return placeholder;
        }

        // Two values with one placeholder: once in 2^80.
        for (var attempt = 0; ; attempt++)
        {
            placeholder = $"{PlaceholderForm.Prefix}{label}_{Suffix($"{attempt}\n{value}")}";
            if (!earlierValues.ContainsKey(placeholder) && values.TryAdd(placeholder, value))
            {
                byValue.Add(value, placeholder);
                return placeholder;
            }
        }
    }

    /// <summary>Null if this is no placeholder of the request or an earlier one.</summary>
    public string? ValueOf(ReadOnlySpan<char> placeholder) =>
        values.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(placeholder, out var value)
            || earlierValues.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(placeholder, out value)
            ? value
            : null;

    private void Take(Dictionary<string, string> known)
    {
        foreach (var (placeholder, value) in known)
        {
            if (earlierValues.Count >= MaxEarlier)
            {
                return;
            }

            if (earlierValues.TryAdd(placeholder, value))
            {
                earlierByValue.TryAdd(value, placeholder);
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
