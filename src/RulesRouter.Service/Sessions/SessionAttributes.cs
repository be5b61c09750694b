using System.Collections.Concurrent;
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
/// its attributes count at their highest values, and what its requests raise is stored when the store is back.
/// </summary>
internal sealed class SessionAttributes(ISessionStore store, AccessOptions options, TimeProvider clock)
{
    /// <summary>What is raised while the store is lost, of so many sessions.</summary>
    private const int MaxPending = 100_000;

    private static readonly ImmutableSortedDictionary<string, string> Nothing =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<SessionKey, ImmutableArray<Raised>> pending = new();

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
        var raised = attributes.Select(one => new Raised(one.Attribute, OwnValue(request, one.Attribute)))
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
        catch (StoreLostException) when (!raised.IsEmpty && pending.Count < MaxPending)
        {
            pending.AddOrUpdate(key, raised, (_, before) => before.AddRange(raised));
        }
        catch (StoreLostException)
        {
            // Nothing was raised, or more than is kept.
        }
    }

    /// <summary>Stores what was raised while the store was lost, if it is back.</summary>
    public void Save()
    {
        try
        {
            foreach (var key in pending.Keys)
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
        while (pending.TryGetValue(key, out var raised))
        {
            Store(key, raised);
            if (pending.TryRemove(new(key, raised)))
            {
                return;
            }
        }
    }

    /// <summary>Each use moves the end of what the session holds.</summary>
    private void Store(SessionKey key, ImmutableArray<Raised> raised)
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
        ImmutableArray<Raised> raised)
    {
        foreach (var (attribute, value) in raised)
        {
            if (!values.TryGetValue(attribute.Name, out var before) || Rank(attribute, value) > Rank(attribute, before))
            {
                values = values.SetItem(attribute.Name, value!);
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

    private static int Rank(AttributeDeclaration attribute, string? value) => value is null ? -1 : attribute.Values.IndexOf(value);

    private sealed record Raised(AttributeDeclaration Attribute, string? Value)
    {
        public bool IsAboveDefault => Rank(Attribute, Value) > Rank(Attribute, Attribute.Default.IsKnown ? Attribute.Default.Text : null);
    }
}
