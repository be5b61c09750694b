using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Requests;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Endpoints;

/// <summary>
/// The attributes that <see cref="ServiceOptions.KeyAttributes"/> sets for every request, in the types that each policy declares.
/// </summary>
internal sealed class KeyAttributes(ServiceOptions options)
{
    private readonly ConditionalWeakTable<CompiledPolicy, ImmutableSortedDictionary<string, AttributeValue>> typed = [];

    public DecisionRequest AddedTo(DecisionRequest request, CompiledPolicy policy) =>
        options.KeyAttributes.IsEmpty ? request : request with { KeyAttributes = typed.GetValue(policy, Typed) };

    private ImmutableSortedDictionary<string, AttributeValue> Typed(CompiledPolicy policy)
    {
        var declared = policy.Layers.Attributes()
            .DistinctBy(attribute => attribute.Name)
            .ToDictionary(attribute => attribute.Name, StringComparer.Ordinal);
        var values = ImmutableSortedDictionary.CreateBuilder<string, AttributeValue>(StringComparer.Ordinal);
        foreach (var pair in options.KeyAttributes)
        {
            var cut = pair.IndexOf('=', StringComparison.Ordinal);
            if (declared.TryGetValue(pair[..cut], out var attribute))
            {
                values[attribute.Name] = AttributeValue.Parse(pair[(cut + 1)..], attribute.Type);
            }
        }

        return values.ToImmutable();
    }
}
