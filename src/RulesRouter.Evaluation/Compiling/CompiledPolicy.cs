using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using RulesRouter.Evaluation.Compiling.Expressions;
using RulesRouter.Evaluation.Matching;
using RulesRouter.Evaluation.Scripts;
using RulesRouter.Evaluation.Workflows;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Compiling;

/// <summary>One policy with all its layers, compiled.</summary>
internal sealed class CompiledPolicy
{
    private readonly Lazy<WorkflowMatcher> reference;
    private readonly RuleIndex early;
    private readonly bool learnsByGroup;
    private readonly string?[] reasons;
    private readonly ConcurrentDictionary<Selection, CostRule> terms = new(ReferenceEqualityComparer.Instance);

    internal CompiledPolicy(PolicyLayers layers, CompiledRules compiled, ScriptHost scripts, CompiledIntents? intents)
    {
        Intents = intents;
        var rules = compiled.Rules;
        reasons = new string[rules.Length * 2];
        learnsByGroup = layers.Layers.Any(layer => layer.Economics.DifficultyBy is not null);
        Layers = layers;
        Schema = compiled.Schema;
        Rules = rules;
        Index = IndexBuilder.Build(compiled.Schema, rules.Select(rule => rule.Condition));
        reference = new Lazy<WorkflowMatcher>(() => new WorkflowMatcher(ToWorkflow()));
        ScriptCalls = compiled.Calls;
        Parameters = compiled.Parameters;
        Waivers = compiled.Waivers;
        Lets = compiled.Lets;
        Scripts = scripts;
        ScriptRunner = scripts.IsEmpty ? null : scripts.Run;
        Clocks = [.. layers.Clocks().Where(clock => FirstSlot(clock) is not null).Select(clock => (clock, FirstSlot(clock)!.Value))];
        Budgets = [.. layers.Budgets().DistinctBy(budget => budget.Id)
            .Where(budget => Schema.TryFind(budget.ShareName, out _))
            .Select(budget => (budget, SlotOf(budget.ShareName), SlotOf(budget.RemainingName)))];
        InSelectionOrder =
        [
            .. Enumerable.Range(0, rules.Length)
                .Where(index => rules[index].Rule.Selection is not null)
                .OrderBy(index => rules[index].Rule.IsDefault)
                .ThenBy(index => rules[index].LayerIndex)
                .ThenByDescending(index => rules[index].Rule.Priority),
        ];
        Protects = [.. rules.Select(rule => !rule.Rule.Constraints.IsEmpty || !rule.Rule.Obligations.IsEmpty || rule.Rule.Denies)];
        SelectionPlace = Places(InSelectionOrder, rules.Length);
        DeferredSelections =
        [
            .. InSelectionOrder.Where(index => !Protects[index] && ConditionFacts.Calls(rules[index].Condition).Any())
                .Select(index => new DeferredSelection(index, SelectionPlace[index], ConditionDelegate.Of(rules[index].Condition))),
        ];
        early = DeferredSelections.IsEmpty
            ? Index
            : IndexBuilder.Build(
                Schema,
                rules.Select(
                    (rule, index) =>
                        DeferredSelections.Any(late => late.Rule == index) ? new Condition.Literal(false, default) : rule.Condition));
        Reads = rules.SelectMany(rule => ConditionFacts.Of(rule.Condition)).ToFrozenSet();
        TextTests =
        [
            .. Enumerable.Range(0, Schema.Facts.Length)
                .Select(index => (Schema.Facts[index].TextTest, Slot: new FactSlot(index)))
                .Where(pair => pair.TextTest is not null && Reads.Contains(pair.Slot))
                .Select(pair => (new TextSearch(pair.TextTest!), pair.Slot)),
        ];
        Attributes = [
            .. layers.Attributes()
                .DistinctBy(attribute => attribute.Name)
                .Where(attribute => Schema.TryFind(attribute.Name, out _))
                .Select(attribute => (attribute, SlotOf(attribute.Name)))];
    }

    public string Name => Layers.Policy.Name;

    public PolicyLayers Layers { get; }

    public FactSchema Schema { get; }

    /// <summary>Most specific layer first, in the order of their files within one.</summary>
    public ImmutableArray<CompiledRule> Rules { get; }

    /// <summary>In the order of their declarations, each with the value of the most specific layer that sets it.</summary>
    public ImmutableArray<ResolvedParameter> Parameters { get; }

    public ImmutableArray<CompiledWaiver> Waivers { get; }

    /// <summary>The lets of every layer by name, expanded.</summary>
    public ImmutableSortedDictionary<string, Condition> Lets { get; }

    /// <summary>
    /// Indices into <see cref="Rules"/> of the rules that select: most specific layer, then higher priority, then file order; defaults
    /// last.
    /// </summary>
    public ImmutableArray<int> InSelectionOrder { get; }

    /// <summary>The declared attributes, with their slots.</summary>
    internal ImmutableArray<(AttributeDeclaration Attribute, FactSlot Slot)> Attributes { get; }

    internal RuleIndex Index { get; }

    /// <summary>Registers every rule with RulesEngine on first use: about one millisecond per rule.</summary>
    internal WorkflowMatcher Reference => reference.Value;

    /// <summary>By rule: whether it constrains, obliges or denies.</summary>
    internal ImmutableArray<bool> Protects { get; }

    /// <summary>
    /// By rule: its position in <see cref="InSelectionOrder"/>; <see cref="int.MaxValue"/> for a rule that does not select.
    /// </summary>
    internal ImmutableArray<int> SelectionPlace { get; }

    /// <summary>In selection order.</summary>
    internal ImmutableArray<DeferredSelection> DeferredSelections { get; }

    /// <param name="all">Match every rule; otherwise those of <see cref="DeferredSelections"/> are matched later, if at all.</param>
    internal IRuleMatcher MatcherOf(Executor executor, bool all) =>
        executor == Executor.Reference || IsServedByRulesEngine ? Reference : FaultyIndex ?? (all ? Index : early);

    /// <summary>Whether RulesEngine evaluates the conditions, because the index gave a different result for a request.</summary>
    public bool IsServedByRulesEngine { get; private set; }

    /// <summary>Lets RulesEngine evaluate the conditions from now on. A reload compiles the policy again and uses the new index.</summary>
    public void ServeByRulesEngine() => IsServedByRulesEngine = true;

    /// <summary>The rules as a RulesEngine workflow.</summary>
    public PolicyWorkflow ToWorkflow() => new(Name, Schema, Rules.Select(rule => (rule.QualifiedId, rule.Condition)));

    /// <summary>Used instead of the index to test the comparison with RulesEngine; null otherwise.</summary>
    internal IRuleMatcher? FaultyIndex { get; set; }

    /// <summary>The scripts that conditions call, in slot order.</summary>
    internal ImmutableArray<ScriptCall> ScriptCalls { get; }

    internal ScriptHost Scripts { get; }

    /// <summary>Runs the scripts that conditions of this policy call; null if there are none.</summary>
    public ScriptRunner? ScriptRunner { get; }

    /// <summary>The facts that conditions of rules read.</summary>
    internal FrozenSet<FactSlot> Reads { get; }

    /// <summary>The text tests that rules read, each with its slot.</summary>
    internal ImmutableArray<(TextSearch Search, FactSlot Slot)> TextTests { get; }

    /// <summary>Null for a policy without intents.</summary>
    internal CompiledIntents? Intents { get; }

    /// <summary>The clocks that conditions read, each with the slot of its first part.</summary>
    internal ImmutableArray<(ClockDeclaration Clock, FactSlot First)> Clocks { get; }

    /// <summary>Inherited ones first, each with the slots of its share and of what remains.</summary>
    internal ImmutableArray<(BudgetDeclaration Budget, FactSlot Share, FactSlot Remaining)> Budgets { get; }

    /// <summary>What attempts, failures and edits cost where a selection of this policy selects.</summary>
    public CostRule TermsOf(Selection selection) => terms.GetOrAdd(selection, static (of, layers) => layers.CostOf(of), Layers);

    /// <summary>
    /// The reason that a rule which constrains, obliges or denies adds to a decision; written on first use, and once for all requests.
    /// </summary>
    public string ProtectionReasonOf(int rule, Truth truth) =>
        reasons[(rule * 2) + (truth == Truth.Unknown ? 1 : 0)] ??=
            ProtectionReason.Of(Rules[rule].Layer, Rules[rule].Rule, isUnknown: truth == Truth.Unknown);

    /// <summary>As <see cref="PolicyLayers.DifficultyGroupOf"/>.</summary>
    public string? DifficultyGroupOf(DecisionRequest request) => learnsByGroup ? Layers.DifficultyGroupOf(request) : null;

    private FactSlot SlotOf(string name) => Schema.TryFind(name, out var slot) ? slot : throw new ArgumentException(name);

    private static ImmutableArray<int> Places(ImmutableArray<int> order, int rules)
    {
        var places = Enumerable.Repeat(int.MaxValue, rules).ToArray();
        for (var place = 0; place < order.Length; place++)
        {
            places[order[place]] = place;
        }

        return [.. places];
    }

    /// <summary>Null for a clock that the loader rejected because its name is taken.</summary>
    private FactSlot? FirstSlot(ClockDeclaration clock) =>
        Schema.TryFind($"{clock.Name}.{ClockDeclaration.Parts[0]}", out var slot) ? slot : null;
}
