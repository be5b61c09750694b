using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Policies;
using RulesRouter.Requests;
using RulesRouter.State.Stores;

namespace RulesRouter.State.Budgets;

/// <summary>
/// Decides within budgets: reads their state, decides, and reserves what the decision may spend. Where another decision was faster, it
/// decides again with the newer state.
/// </summary>
/// <param name="timeout">How long a reservation waits for an outcome before it is settled at its estimate.</param>
internal sealed class BudgetKeeper(IBudgetStore store, TimeProvider clock, TimeSpan timeout)
{
    /// <summary>Decisions on one request; each but the first because others reserved what it needed.</summary>
    private const int MaxAttempts = 16;

    /// <summary>Why the store cannot be reached; null if it can.</summary>
    public string? Problem => store.Problem;

    /// <param name="at">The time of the decision.</param>
    /// <param name="newId">An id for a routed decision; null if the decision is not carried out, so that it reserves nothing.</param>
    /// <returns>The answer, the state by which it was decided, and the id under which it reserved; null if it reserved nothing.</returns>
    public (DecisionAnswer Answer, RouterState State, string? Reserved) Decide(
        CompiledPolicy policy,
        DecisionRequest request,
        DateTimeOffset at,
        Func<string>? newId,
        RouterState state,
        Func<RouterState, DecisionAnswer> decide)
    {
        if (policy.Budgets.IsEmpty)
        {
            return (decide(state), state, null);
        }

        var scopes = policy.Budgets.Select(one => BudgetScope.Of(
                one.Budget,
                policy.Attributes.Select(pair => pair.Attribute),
                request,
                at))
            .ToImmutableArray();
        for (var attempt = 1; ; attempt++)
        {
            var known = state with { Budgets = StatesOf(scopes, isTaken: attempt > MaxAttempts) };
            var answer = decide(known);
            if (newId is null || answer.Decision is not Routed routed)
            {
                return (answer, known, null);
            }

            var id = newId();
            if (TryReserve(scopes, routed, id))
            {
                return (answer, known, id);
            }
        }
    }

    /// <summary>Counts what an attempt cost. The budgets are those of the decision's time, whatever the time is now.</summary>
    /// <param name="usd">US dollars; null if unknown.</param>
    /// <param name="tokens">Of input and output; null if unknown.</param>
    /// <param name="isLast">No further hop is tried.</param>
    public void Settle(string decisionId, int hop, double? usd, long? tokens, bool isLast) => Change(
        decisionId,
        charge => charge.Settled(
            hop,
            charge.Unit switch
            {
                BudgetUnit.Usd => usd is { } known ? BudgetAmount.Of(BudgetUnit.Usd, known) : null,
                BudgetUnit.Tokens => tokens,
                BudgetUnit.Requests => hop == 0 ? 1 : 0,
            },
            isLast));

    /// <summary>The chain of a decision was carried out: hops that were not reported were not called.</summary>
    public void Close(string decisionId) => Change(decisionId, charge => charge.Closed);

    /// <summary>The decision was not sent, so that nothing is spent for it.</summary>
    public void Release(string decisionId) => Change(decisionId, charge => charge.Released);

    /// <summary>Adds what a shared store missed while it could not be reached.</summary>
    public void Reconcile()
    {
        if (store is RedisBudgetStore shared)
        {
            shared.Reconcile(clock.GetUtcNow());
        }
    }

    private void Change(string decisionId, Func<BudgetCharge, BudgetCharge> change)
    {
        try
        {
            store.Change(decisionId, change, clock.GetUtcNow());
        }
        catch (StoreLostException)
        {
            // The ledger has it, or the reservation expires.
        }
    }

    /// <param name="isTaken">Others reserve what remains faster than it can be decided: it counts as reserved.</param>
    private ImmutableSortedDictionary<string, BudgetState> StatesOf(ImmutableArray<BudgetScope> scopes, bool isTaken)
    {
        var charged = scopes.Where(scope => scope.Key is not null).ToImmutableArray();
        try
        {
            var totals = charged.IsEmpty ? [] : store.Read([.. charged.Select(KeyOf)], clock.GetUtcNow());
            return charged.Zip(totals).ToImmutableSortedDictionary(
                pair => pair.First.Budget.Id,
                pair => StateOf(pair.First.Budget, pair.Second, isTaken),
                StringComparer.Ordinal);
        }
        catch (StoreLostException)
        {
            return charged.ToImmutableSortedDictionary(scope => scope.Budget.Id, _ => BudgetState.Lost, StringComparer.Ordinal);
        }
    }

    private static BudgetState StateOf(BudgetDeclaration budget, BudgetTotals totals, bool isTaken)
    {
        var (spent, reserved) = (Math.Max(0, totals.Spent), Math.Max(0, totals.Reserved));
        var known = new BudgetState(BudgetAmount.ToDouble(budget.Unit, spent), BudgetAmount.ToDouble(budget.Unit, reserved));
        return isTaken ? known with { Reserved = Math.Max(known.Reserved, budget.Limit) } : known;
    }

    /// <summary>True also where the store is lost and every budget allows that: the charge is added later.</summary>
    private bool TryReserve(ImmutableArray<BudgetScope> scopes, Routed routed, string decisionId)
    {
        var now = clock.GetUtcNow();
        var charges = scopes.Zip(routed.Budgets)
            .Where(pair => pair.First.Key is not null)
            .Select(pair => ChargeOf(pair.First, pair.Second, routed, decisionId, now))
            .ToImmutableArray();
        if (charges.IsEmpty)
        {
            return true;
        }

        if (routed.Budgets.Any(use => use.Share is null))
        {
            foreach (var charge in charges)
            {
                PutLater(charge, now);
            }

            return true;
        }

        try
        {
            return store.TryReserve(charges, now);
        }
        catch (StoreLostException)
        {
            // Decided again, with the state as lost.
            return false;
        }
    }

    private void PutLater(BudgetCharge charge, DateTimeOffset now)
    {
        try
        {
            store.Put(charge, now);
        }
        catch (StoreLostException)
        {
            // In the ledger.
        }
    }

    private BudgetCharge ChargeOf(BudgetScope scope, BudgetUse use, Routed routed, string decisionId, DateTimeOffset now)
    {
        var unit = scope.Budget.Unit;
        var reserved = BudgetAmount.Of(unit, use.Reserved);
        var estimate = unit switch
        {
            BudgetUnit.Usd => routed.Hops[0].Estimate.TokenCostUsd is { } usd ? BudgetAmount.Of(unit, usd) : reserved,
            BudgetUnit.Tokens => routed.Classification is { InputTokens: { } input, OutputTokens: { } output }
                ? BudgetAmount.Of(unit, input + output)
                : reserved,
            BudgetUnit.Requests => 1,
        };
        return new BudgetCharge(decisionId, KeyOf(scope), reserved, Math.Min(estimate, reserved), null, now + timeout)
        {
            Hops = BudgetCharge.Unreported(routed.Hops.Length),
            Limit = BudgetAmount.OfLimit(unit, scope.Budget.Limit),
        };
    }

    private static string KeyOf(BudgetScope scope) => $"{scope.Budget.Unit}|{scope.Key}";
}
