using System.Collections.Frozen;
using System.Collections.Immutable;

namespace RulesRouter.Catalog;

/// <summary>
/// The targets of a catalog's aliases during an interval of days in which none changes. A catalog returns the same instance for the same
/// interval.
/// </summary>
internal sealed class AliasTable
{
    private static readonly ImmutableSortedSet<string> NoNames = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    private readonly FrozenDictionary<string, AliasInForce> targets;
    private readonly FrozenDictionary<string, ImmutableSortedSet<string>> namesByTarget;

    private AliasTable(FrozenDictionary<string, AliasInForce> targets, FrozenDictionary<string, ImmutableSortedSet<string>> namesByTarget)
    {
        this.targets = targets;
        this.namesByTarget = namesByTarget;
    }

    /// <summary>No model is an alias.</summary>
    public static AliasTable None { get; } = new(
        FrozenDictionary<string, AliasInForce>.Empty,
        FrozenDictionary<string, ImmutableSortedSet<string>>.Empty);

    /// <summary>By the alias's id, in the order of ids.</summary>
    public IEnumerable<KeyValuePair<string, AliasInForce>> InForce => targets.OrderBy(alias => alias.Key, StringComparer.Ordinal);

    /// <summary>Null if the id is not an alias, or has no target yet.</summary>
    public AliasInForce? Of(string model) => targets.GetValueOrDefault(model);

    /// <summary>The model that answers: an alias's target, any other model itself.</summary>
    public Model Behind(Model model) => Of(model.Id)?.Target ?? model;

    /// <summary>The ids and other spellings of the aliases that refer to a model.</summary>
    public ImmutableSortedSet<string> NamesFor(Model target) => namesByTarget.GetValueOrDefault(target.Id, NoNames);

    /// <summary>Whether an id refers to the same model since the same day in both.</summary>
    public bool Agrees(AliasTable other, string model) => (Of(model), other.Of(model)) switch
    {
        ({ } here, { } there) => here.Target.Id == there.Target.Id && here.Since == there.Since,
        var (here, there) => here is null && there is null,
    };

    internal static AliasTable On(DateOnly today, FrozenDictionary<string, Model> models)
    {
        var found = new Dictionary<string, AliasInForce>(StringComparer.Ordinal);
        foreach (var model in models.Values)
        {
            if (Follow(model, today, models) is { } alias)
            {
                found.Add(model.Id, alias);
            }
        }

        return found.Count == 0 ? None : new AliasTable(
            found.ToFrozenDictionary(StringComparer.Ordinal),
            found.GroupBy(alias => alias.Value.Target.Id, StringComparer.Ordinal).ToFrozenDictionary(
                same => same.Key,
                same => same.SelectMany(alias => models[alias.Key].Spellings.Add(alias.Key)).ToImmutableSortedSet(StringComparer.Ordinal),
                StringComparer.Ordinal));
    }

    /// <summary>Null also for an unknown target or an alias cycle, which loading reports.</summary>
    private static AliasInForce? Follow(Model alias, DateOnly today, FrozenDictionary<string, Model> models)
    {
        var passed = new HashSet<string>(StringComparer.Ordinal);
        var since = DateOnly.MinValue;
        var model = alias;
        while (model.TargetOn(today) is { } next)
        {
            since = next.Since > since ? next.Since : since;
            if (!passed.Add(model.Id) || !models.TryGetValue(next.Model, out var target))
            {
                return null;
            }

            model = target;
        }

        return ReferenceEquals(model, alias) ? null : new AliasInForce(model, since);
    }
}
