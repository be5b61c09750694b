using System.Collections.Immutable;

namespace RulesRouter.Client;

/// <summary>
/// An answer has a value of a closed enumeration that this version of the client does not know. The decision must not be carried out:
/// update the client.
/// </summary>
public sealed class UnknownValueException : Exception
{
    internal UnknownValueException(Type enumeration, string value, ImmutableArray<string> known)
        : base(
            $"`{value}` is no {enumeration.Name} that this client knows; it knows {string.Join(", ", known)}; "
                + "update RulesRouter.Client") =>
        Value = value;

    /// <summary>As the answer spells it.</summary>
    public string Value { get; }
}
