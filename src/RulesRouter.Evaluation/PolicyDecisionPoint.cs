using System.Collections.Concurrent;
using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Economics;
using RulesRouter.Economics.Beliefs;
using RulesRouter.Evaluation.Chaining;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Facts;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation;

/// <summary>
/// Decides requests: facts → matched rules → constraints → candidates → ranking → chain → decision. Pure and thread-safe.
/// </summary>
internal sealed class PolicyDecisionPoint(CompiledPolicySet set, IPromptClassifier classifier, DecisionSettings settings)
{
    private readonly ConcurrentDictionary<string, PolicyEvaluator> evaluators = new(StringComparer.Ordinal);
    private volatile EndpointBeliefs beliefs = new(set.Catalog, LearnedState.Empty, AliasTable.None);

    /// <param name="at">The time at which prices, dates and evidence are evaluated.</param>
    public DecisionAnswer Decide(DecisionRequest request, DateTimeOffset at, RouterState state)
    {
        var measured = RequestText.Measured(request);
        if (state.Session is { } kept)
        {
            return Decide(measured, Continued(kept, measured), at, state, known: null);
        }

        return IsClassified(measured, at, state, out var unclassified)
            ? Decide(measured, Classify(measured), at, state)
            : Decide(measured, Classification.Unknown, at, state, unclassified);
    }

    /// <param name="classification">Used as it is, from a test or a record; no classifier runs.</param>
    /// <param name="at">The time at which prices, dates and evidence are evaluated.</param>
    public DecisionAnswer Decide(DecisionRequest request, Classification classification, DateTimeOffset at, RouterState state) =>
        Decide(RequestText.Measured(request), classification, at, state, known: null);

    /// <summary>The chain that <see cref="Decide(DecisionRequest, DateTimeOffset, RouterState)"/> gives, and options for others.</summary>
    /// <param name="isAsked">Whether an endpoint, by its id, is an option.</param>
    /// <returns>Null chains with the errors of the request.</returns>
    public (ComparableChains? Chains, ImmutableArray<RequestError> Errors) Compare(
        DecisionRequest request,
        DateTimeOffset at,
        RouterState state,
        Func<string, bool> isAsked)
    {
        var measured = RequestText.Measured(request);
        var prepared = Prepared(measured, Classify(measured), at, state, known: null);
        return prepared.Input is null
            ? (null, prepared.Errors)
            : (prepared.Evaluator!.Compare(prepared.Input, prepared.Facts!, settings, isAsked), []);
    }

    /// <param name="known">The facts, if already built.</param>
    private DecisionAnswer Decide(
        DecisionRequest request,
        Classification classification,
        DateTimeOffset at,
        RouterState state,
        RequestFacts? known)
    {
        var prepared = Prepared(request, classification, at, state, known);
        return prepared.Input is null
            ? new DecisionAnswer(null, prepared.Errors)
            : new DecisionAnswer(prepared.Evaluator!.Decide(prepared.Input, prepared.Facts!, settings), [])
            {
                Facts = prepared.Facts,
                Classification = classification,
            };
    }

    /// <summary>All null with the errors of the request.</summary>
    private (PolicyEvaluator? Evaluator, DecisionInput? Input, RequestFacts? Facts, ImmutableArray<RequestError> Errors) Prepared(
        DecisionRequest request,
        Classification classification,
        DateTimeOffset at,
        RouterState state,
        RequestFacts? known)
    {
        if (EvaluatorOf(request.Policy) is not { } evaluator)
        {
            return (null, null, null, [new RequestError("/policy", UnknownPolicy(request.Policy))]);
        }

        var errors = ImmutableArray.CreateBuilder<RequestError>(initialCapacity: 0);
        var facts = known ?? new FactsBuilder(evaluator.Policy).Build(request, classification, at, state, errors);
        if (errors.Count > 0)
        {
            return (null, null, null, errors.ToImmutable());
        }

        var view = set.Endpoints.At(at, settings.AllowSampleEvidence, state.Latencies);
        var input = new DecisionInput(set, evaluator.Policy, request, classification, at, state, BeliefsOf(state, view.Aliases), view);
        return (evaluator, input, facts, []);
    }

    /// <summary>A request for an explanation gets every fact; the next request of a session may only continue this one.</summary>
    private bool IsClassified(DecisionRequest request, DateTimeOffset at, RouterState state, out RequestFacts? unclassified)
    {
        unclassified = null;
        return RequestText.Has(request)
            && (
                !settings.ClassifyWhenNeeded
                    || request.Explain
                    || request.Session?.Id is not null
                    || EvaluatorOf(request.Policy)?.Requirement.IsRequired(request, at, state, out unclassified) == true);
    }

    private string UnknownPolicy(string name) =>
        UnrequestablePolicy.Reason(set.Policies, name, set.Names) ?? $"unknown policy `{name}`";

    /// <summary>Null for an unknown policy.</summary>
    private PolicyEvaluator? EvaluatorOf(string name) =>
        evaluators.TryGetValue(name, out var known) ? known
        : set.Find(name) is { } policy ? evaluators.GetOrAdd(name, new PolicyEvaluator(policy))
        : null;

    /// <summary>Cached while outcomes and aliases stay the same: computing them costs more than a decision.</summary>
    private EndpointBeliefs BeliefsOf(RouterState state, AliasTable aliases)
    {
        var learned = state.Learned ?? LearnedState.Empty;
        var known = beliefs;
        if (known.Learned != learned || known.Aliases != aliases)
        {
            known = new EndpointBeliefs(set.Catalog, learned, aliases);
            beliefs = known;
        }

        return known;
    }

    /// <summary>The classification of the session's last request, with the length of this one.</summary>
    private static Classification Continued(Classification kept, DecisionRequest request) => kept with
    {
        Source = ClassificationSource.Session,
        InputTokens = RequestText.Has(request) ? RequestText.Tokens(request).Estimate : null,
    };

    /// <summary>
    /// The classification of a request; unknown if it has no prompt. A conversation without a text to classify, such as an image alone, has
    /// a length all the same.
    /// </summary>
    public Classification Classify(DecisionRequest request)
    {
        if (!RequestText.Has(request))
        {
            return Classification.Unknown;
        }

        var input = RequestText.ToClassifier(request);
        var classified = classifier.Classify(input);
        return classified.InputTokens is null && string.IsNullOrWhiteSpace(input.Text)
            ? classified with { InputTokens = input.Tokens.Estimate }
            : classified;
    }
}
