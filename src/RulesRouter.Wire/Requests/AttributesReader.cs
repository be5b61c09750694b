using System.Collections.Immutable;
using RulesRouter.Requests;
using RulesRouter.Wire.Reading;

namespace RulesRouter.Wire.Requests;

/// <summary>Reads attribute values by name; null leaves an attribute unset.</summary>
internal static class AttributesReader
{
    public static ImmutableSortedDictionary<string, AttributeValue> None { get; } =
        ImmutableSortedDictionary.Create<string, AttributeValue>(StringComparer.Ordinal);

    public static ImmutableSortedDictionary<string, AttributeValue> Value(ref StrictReader json)
    {
        if (!json.IsObject())
        {
            return None;
        }

        var attributes = None.ToBuilder();
        while (json.NextKey(out var name))
        {
            if (json.Attribute() is { } value && !attributes.TryAdd(name, value))
            {
                json.RejectDuplicate(name);
            }
        }

        return attributes.ToImmutable();
    }
}
