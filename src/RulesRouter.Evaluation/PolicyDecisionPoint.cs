using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Economics;
using RulesRouter.Evaluation.Combining;
using RulesRouter.Evaluation.Facts;
using RulesRouter.Evaluation.Indexing;
using RulesRouter.Evaluation.Selecting;
using RulesRouter.Evaluation.Waiving;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation;

/// <summary>Answers requests: facts → matched rules → constraints → candidates → ranking → chain → decision. Pure and thread-safe.</summary>
public sealed class PolicyDecisionPoint(CompiledPolicySet set, IPromptClassifier classifier, DecisionSettings settings)
{
    private volatile EndpointBeliefs beliefs = new(set.Catalog, LearnedState.Empty, AliasTable.None);

    /// <param name="at">The moment prices, dates and evidence are judged at.</param>
    public DecisionAnswer Decide(DecisionRequest request, DateTimeOffset at, RouterState state) => IsClassified(request, at, out var unclassified)
        ? Decide(request, Classify(request), at, state)
        : Decide(request, Classification.Unknown, at, state, unclassified);

    /// <param name="classification">Taken as it is, as a test pins it or a record kept it; no classifier is asked.</param>
    /// <param name="at">The moment prices, dates and evidence are judged at.</param>
    public DecisionAnswer Decide(DecisionRequest request, Classification classification, DateTimeOffset at, RouterState state) => Decide(request, classification, at, state, known: null);

    /// <param name="known">The facts, where they have been worked out already.</param>
    private DecisionAnswer Decide(DecisionRequest request, Classification classification, DateTimeOffset at, RouterState state, RequestFacts? known)
    {
        if (set.Find(request.Policy) is not { } policy)
        {
            return new DecisionAnswer(null, [new RequestFault("/policy", $"no policy is called `{request.Policy}`")]);
        }

        var faults = ImmutableArray.CreateBuilder<RequestFault>(initialCapacity: 0);
        var facts = known ?? new FactsBuilder(policy).Build(request, classification, at, faults);
        if (faults.Count > 0)
        {
            return new DecisionAnswer(null, faults.ToImmutable());
        }

        var consideration = Consideration.Of(request, facts, at, set.Endpoints.At(at, settings.AllowSampleEvidence));
        var matches = Matches.OfThread;
        policy.MatcherOf(settings.Executor, all: request.Explain).Match(facts, matches);
        var matched = MatchedRules.Of(policy, facts, matches, RequestDemands.Of(request, consideration), WaiversInForce.For(policy, facts, at));
        var draft = new DecisionDraft(set, policy, request, facts, classification, consideration, matched, matches, state, BeliefsOf(state, consideration.View.Aliases));
        return new DecisionAnswer(draft.Decide(), [], facts, classification);
    }

    /// <summary>Whoever asks for an explanation is shown every fact.</summary>
    private bool IsClassified(DecisionRequest request, DateTimeOffset at, out RequestFacts? unclassified)
    {
        unclassified = null;
        return RequestText.Has(request)
            && (!settings.ClassifyWhenNeeded || request.Explain || set.Find(request.Policy)?.ClassifierNeed.Of(request, at, out unclassified) == true);
    }

    /// <summary>Kept while the same outcomes count and aliases stand for the same: working them out again for every decision would cost more than the decision.</summary>
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

    /// <summary>What the classifier believes about a request; unknown where it has no text.</summary>
    public Classification Classify(DecisionRequest request) => RequestText.Has(request)
        ? classifier.Classify(new ClassifierInput(RequestText.ToClassify(request), RequestText.Characters(request), RequestText.MessageCount(request), request.Task))
        : Classification.Unknown;
}
