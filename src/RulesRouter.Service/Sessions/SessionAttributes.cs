using System.Collections.Immutable;
using System.Text.Json;
using RulesRouter.Access;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Service.Options;
using RulesRouter.State.Sessions;
using RulesRouter.State.Stores;

namespace RulesRouter.Service.Sessions;

/// <summary>
/// The highest value that each <c>raiseOnly</c> attribute had in a session: later requests of the session are not below it. A session is
/// forgotten when it was not used for <see cref="AccessOptions.SessionExpiry"/>. While the store is lost, what a session holds is unknown:
/// its attributes count at their highest values, and what its requests raise is stored when the store is back: of at most
/// <see cref="SessionCapacity.Default"/> sessions of a credential and <see cref="PendingRaises.MaxOfAll"/> in all, those used last.
/// </summary>
internal sealed class SessionAttributes(ISessionStore store, AccessOptions options, TimeProvider clock)
{
    private static readonly ImmutableSortedDictionary<string, string> Nothing =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    private readonly PendingRaises pending = new();

    /// <summary>The state with the values that the session holds; unchanged if there are none.</summary>
    public RouterState AddedTo(RouterState state, DecisionRequest request, CompiledPolicy policy, Caller caller)
    {
        if (KeyOf(request, caller) is not { } key || !policy.Attributes.Any(one => one.Attribute.RaiseOnly))
        {
            return state;
        }

        ImmutableSortedDictionary<string, string> values;
        try
        {
            Save(key);
            values = Values(store.Find(key, clock.GetUtcNow()));
        }
        catch (StoreLostException)
        {
            values = Highest(policy);
        }

        return values.IsEmpty ? state : state with { SessionAttributes = values };
    }

    /// <summary>Keeps the values of a request that are above the attributes' defaults.</summary>
    /// <param name="facts">Of the request's decision.</param>
    public void Keep(DecisionRequest request, CompiledPolicy policy, RequestFacts facts, Caller caller)
    {
        if (KeyOf(request, caller) is not { } key)
        {
            return;
        }

        var attributes = policy.Attributes.Where(one => one.Attribute.RaiseOnly).ToImmutableArray();
        var raised = attributes.Select(one => new RaisedAttribute(one.Attribute, OwnValue(request, one.Attribute)))
            .Where(one => one.IsAboveDefault)
            .ToImmutableArray();
        if (raised.IsEmpty && !attributes.Any(one => facts.ProvenanceOf(one.Slot) == Provenance.State))
        {
            return;
        }

        try
        {
            Store(key, raised);
        }
        catch (StoreLostException) when (!raised.IsEmpty)
        {
            pending.Add(key, raised);
        }
        catch (StoreLostException)
        {
            // Nothing was raised.
        }
    }

    /// <summary>Stores what was raised while the store was lost, if it is back.</summary>
    public void Save()
    {
        try
        {
            while (pending.First is { } key)
            {
                Save(key);
            }
        }
        catch (StoreLostException)
        {
            // Tried again later.
        }
    }

    private void Save(SessionKey key)
    {
        while (pending.Find(key) is { } raised)
        {
            Store(key, raised);
            pending.TryRemove(key, raised);
        }
    }

    /// <summary>Each use moves the end of what the session holds.</summary>
    private void Store(SessionKey key, ImmutableArray<RaisedAttribute> raised)
    {
        var now = clock.GetUtcNow();
        if (store.Find(key, now) is { } found
            && !SessionExpiry.IsDue(found, now, options.SessionExpiry)
            && With(Values(found), raised) == Values(found))
        {
            return;
        }

        store.Change(
            key,
            before => With(Values(before), raised) is { IsEmpty: false } values ? JsonSerializer.Serialize(values) : null,
            now,
            options.SessionExpiry);
    }

    private static ImmutableSortedDictionary<string, string> With(
        ImmutableSortedDictionary<string, string> values,
        ImmutableArray<RaisedAttribute> raised)
    {
        foreach (var one in raised)
        {
            if (!values.TryGetValue(one.Attribute.Name, out var before) || one.IsAbove(before))
            {
                values = values.SetItem(one.Attribute.Name, one.Value!);
            }
        }

        return values;
    }

    private static ImmutableSortedDictionary<string, string> Values(SessionValue? stored) => stored is null
        ? Nothing
        : Nothing.AddRange(JsonSerializer.Deserialize<Dictionary<string, string>>(stored.Text)!);

    private static ImmutableSortedDictionary<string, string> Highest(CompiledPolicy policy) => policy.Attributes
        .Where(one => one.Attribute.RaiseOnly)
        .ToImmutableSortedDictionary(one => one.Attribute.Name, one => one.Attribute.Values[^1], StringComparer.Ordinal);

    private static SessionKey? KeyOf(DecisionRequest request, Caller caller) =>
        request.Session?.Id is { Length: > 0 } id ? SessionKey.Of(SessionFact.Attributes, caller.KeyId, id) : null;

    /// <summary>What the request itself says, not its session; null if it says nothing.</summary>
    private static string? OwnValue(DecisionRequest request, AttributeDeclaration attribute) =>
        (request.Attributes.GetValueOrDefault(attribute.Name) ?? request.KeyAttributes.GetValueOrDefault(attribute.Name))
        is AttributeValue.String text
            ? text.Value
            : null;
}
