using System.Collections.Immutable;
using System.Diagnostics;
using RulesRouter.Constraints;

namespace RulesRouter.Obligations;

/// <summary>
/// One obligation of the language: something the caller must do. Every list of obligations elsewhere derives from these members.
/// </summary>
/// <param name="name">The key under <c>oblige:</c> and in decisions; unique.</param>
public abstract class ObligationDefinition(string name, ObligationKind kind)
{
    public string Name => name;

    public ObligationKind Kind => kind;

    /// <summary>For the reference and editors.</summary>
    public abstract string Description { get; }

    /// <summary>For <see cref="ObligationKind.HigherWins"/>, lowest first; empty otherwise.</summary>
    public virtual ImmutableArray<string> Levels => [];

    /// <summary>Whether a value is of the obligation's type. A level is a <see cref="ConstraintValue.Names"/> of one name.</summary>
    internal bool Accepts(ConstraintValue value) => (Kind, value) switch
    {
        (ObligationKind.TrueWins or ObligationKind.FalseWins, ConstraintValue.Boolean) => true,
        (ObligationKind.Union, ConstraintValue.Names) => true,
        (ObligationKind.HigherWins, ConstraintValue.Names level) => Levels.Contains(level.Values[0]),
        (ObligationKind.LowerWins, ConstraintValue.Number) => true,
        (
            ObligationKind.TrueWins or ObligationKind.FalseWins or ObligationKind.Union or ObligationKind.HigherWins
                or ObligationKind.LowerWins,
            _) => false,
        _ => throw new UnreachableException($"{Kind}"),
    };

    /// <summary>The more protective of two values. Commutative, associative, idempotent.</summary>
    internal ConstraintValue Combine(ConstraintValue left, ConstraintValue right) => (Kind, left, right) switch
    {
        (ObligationKind.Union, ConstraintValue.Names a, ConstraintValue.Names b) => new ConstraintValue.Names(a.Values.Union(b.Values)),
        (ObligationKind.TrueWins, ConstraintValue.Boolean a, ConstraintValue.Boolean b) => a.Value ? a : b,
        (ObligationKind.FalseWins, ConstraintValue.Boolean a, ConstraintValue.Boolean b) => a.Value ? b : a,
        (
            ObligationKind.HigherWins,
            ConstraintValue.Names a,
            ConstraintValue.Names b) => Levels.IndexOf(a.Values[0]) >= Levels.IndexOf(b.Values[0])
            ? a
            : b,
        (ObligationKind.LowerWins, ConstraintValue.Number a, ConstraintValue.Number b) => a.Value <= b.Value ? a : b,
        _ => throw new UnreachableException($"obligation {Name} cannot combine {left} with {right}"),
    };

    /// <summary>Whether a value asks for anything: <c>disclose: false</c> and <c>audit: none</c> do not.</summary>
    internal bool IsAsked(ConstraintValue value) => (Kind, value) switch
    {
        (ObligationKind.Union, ConstraintValue.Names names) => !names.Values.IsEmpty,
        (ObligationKind.TrueWins, ConstraintValue.Boolean boolean) => boolean.Value,
        (ObligationKind.FalseWins, ConstraintValue.Boolean boolean) => !boolean.Value,
        (ObligationKind.HigherWins, ConstraintValue.Names level) => Levels.IndexOf(level.Values[0]) > 0,
        (ObligationKind.LowerWins, ConstraintValue.Number) => true,
        _ => throw new UnreachableException($"obligation {Name} cannot be {value}"),
    };

    /// <summary>Rules may ask for it under <c>oblige:</c>; otherwise only a decision sets it.</summary>
    public virtual bool IsSetByRules => true;

    /// <summary>The name as conditions spell it: <c>obliged.IDENTIFIER</c>.</summary>
    public virtual string Identifier => Name;

    public override string ToString() => Name;
}
