using System.Collections.Immutable;
using RulesRouter.Source;

namespace RulesRouter.Requests;

/// <summary>
/// A fact's value: a number, a boolean (1, 0), a string, or a set of strings. The default value is unknown, as is NaN or an infinity.
/// </summary>
internal readonly struct FactValue : IEquatable<FactValue>
{
    /// <summary>Marks a known number or boolean, in place of a string or set.</summary>
    private static readonly object Figure = new();

    private readonly double number;
    private readonly object? reference;

    private FactValue(double number, object reference)
    {
        this.number = number;
        this.reference = reference;
    }

    public static FactValue Unknown => default;

    public bool IsKnown => reference is not null;

    /// <summary>NaN where unknown.</summary>
    public double Number => IsKnown ? number : double.NaN;

    public bool Flag => number != 0;

    public string? Text => reference as string;

    public ImmutableSortedSet<string>? Set => reference as ImmutableSortedSet<string>;

    public static FactValue Of(double? value) =>
        value is { } number && double.IsFinite(number) ? new FactValue(number, Figure) : Unknown;

    public static FactValue Of(bool? value) => value is { } flag ? new FactValue(flag ? 1 : 0, Figure) : Unknown;

    public static FactValue Of(string? value) => value is null ? Unknown : new FactValue(0, value);

    public static FactValue Of(ImmutableSortedSet<string>? value) => value is null ? Unknown : new FactValue(0, value);

    public bool Equals(FactValue other) =>
        number.Equals(other.number) && (Set, other.Set) switch
        {
            ({ } mine, { } its) => mine.SetEquals(its),
            _ => Equals(reference, other.reference),
        };

    public override bool Equals(object? obj) => obj is FactValue other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(number, Set is null ? reference : string.Join('\n', Set));

    public static bool operator ==(FactValue left, FactValue right) => left.Equals(right);

    public static bool operator !=(FactValue left, FactValue right) => !left.Equals(right);

    public string ToString(FactType type) => !IsKnown
        ? "unknown"
        : type switch
        {
            FactType.Boolean => Flag ? "true" : "false",
            FactType.Number => NumberFormat.Of(Number),
            FactType.Set => $"[{string.Join(", ", Set!)}]",
            FactType.String or FactType.Enum => $"\"{Text}\"",
        };
}
