using System.Buffers;
using System.Text.RegularExpressions;

namespace RulesRouter.Redaction;

/// <summary>One kind of value that redaction removes. The documented table derives from these.</summary>
/// <param name="name">For the documentation; unique.</param>
/// <param name="kind">The name under <c>redact:</c> that asks for it.</param>
/// <param name="label">What the placeholder says: capital letters.</param>
/// <param name="regex">
/// Without backtracking, so that its time is linear. The value is the group <c>value</c>, or the whole match if there is no such group.
/// </param>
internal sealed class SensitivePattern(string name, string kind, string label, Regex regex)
{
    /// <summary>Longest match that another one within it may replace if its check rejects it: bounds the time.</summary>
    private const int MaxRetried = 64;

    private readonly int group = regex.GroupNumberFromName("value") is var number and > 0 ? number : 0;

    public string Name => name;

    public string Kind => kind;

    public string Label => label;

    public Regex Regex => regex;

    /// <summary>What it looks like, for the documentation.</summary>
    public required string Shape { get; init; }

    /// <summary>What it takes for such a value and is none, and what it misses.</summary>
    public required string Notes { get; init; }

    /// <summary>A text without any of these has no match; null: any text may have one.</summary>
    public SearchValues<string>? Anchors { get; init; }

    /// <summary>
    /// Gets the text, and start and length of a possible value; returns how much of it is the value, 0 for none. Null: all of it is.
    /// </summary>
    public Func<string, int, int, int>? Check { get; init; }

    public void Find(string text, List<SensitivePlace> places)
    {
        if (Anchors is not null && !text.AsSpan().ContainsAny(Anchors))
        {
            return;
        }

        for (var match = regex.Match(text); match.Success;)
        {
            var value = match.Groups[group];
            var length = Check?.Invoke(text, value.Index, value.Length) ?? value.Length;
            if (length > 0)
            {
                places.Add(new SensitivePlace(value.Index, length, label));
            }

            var next = length > 0 ? value.Index + length
                : match.Length <= MaxRetried ? match.Index + 1
                : match.Index + match.Length;
            match = next < text.Length ? regex.Match(text, next) : Match.Empty;
        }
    }
}
