using System.Collections.Immutable;
using System.Globalization;

namespace RulesRouter.Requests;

/// <summary>An attribute's value before its type is checked.</summary>
public abstract record AttributeValue
{
    private AttributeValue()
    {
    }

    /// <summary>The value of a string from a command line; the members of a set are separated by commas.</summary>
    /// <param name="type">A value that does not have this type is a string, which a decision rejects.</param>
    internal static AttributeValue Parse(string text, FactType? type) => type switch
    {
        FactType.Boolean when bool.TryParse(text, out var boolean) => new Boolean(boolean),
        FactType.Number when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number) => new Number(number),
        FactType.Set => new List([.. Members(text)]),
        FactType.Boolean or FactType.Number or FactType.String or FactType.Enum or null => new String(text),
    };

    private static ImmutableSortedSet<string> Members(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .ToImmutableSortedSet(StringComparer.Ordinal);

    public sealed record String(string Value) : AttributeValue;

    public sealed record Number(double Value) : AttributeValue;

    public sealed record Boolean(bool Value) : AttributeValue;

    public sealed record List(ImmutableArray<string> Values) : AttributeValue
    {
        public bool Equals(List? other) => other is not null && Values.SequenceEqual(other.Values);

        public override int GetHashCode() => string.Join('\n', Values).GetHashCode(StringComparison.Ordinal);
    }
}
