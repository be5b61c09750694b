using RulesRouter.Names;

namespace RulesRouter.Objectives;

/// <summary>One objective of the language: its spelling, what a policy must state beside it, and what it reads.</summary>
internal abstract class ObjectiveDefinition(Objective objective)
{
    public Objective Objective => objective;

    /// <summary>Under <c>select.objective</c>.</summary>
    public string Name { get; } = EnumNames<Objective>.NameOf(objective);

    /// <summary>What ranks first, for the reference.</summary>
    public abstract string Description { get; }

    /// <summary>The policy must list patterns under <c>prefer</c>, and only these are chosen.</summary>
    public virtual bool NeedsPreference => false;

    /// <summary>It is written as <c>{ script: name }</c>.</summary>
    public virtual bool NeedsScript => false;

    /// <summary>
    /// It compares whole chains by what is believed about success, not endpoint by endpoint, and goes on after a rejected output.
    /// </summary>
    public virtual bool NeedsBeliefs => false;

    public override string ToString() => Name;
}
