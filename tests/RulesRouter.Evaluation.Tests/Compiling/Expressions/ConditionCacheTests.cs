using System.Runtime.CompilerServices;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Catalog;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Objectives;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Tests.Compiling.Expressions;

public sealed class ConditionCacheTests
{
    [Fact]
    public void Unchanged_conditions_are_not_parsed_again()
    {
        var before = Compile(Policy("a", "urgent", "weight > 1"));

        var after = Compile(Policy("a", "urgent", "weight > 2"), before);

        Assert.Equal((0, 2), (before.Conditions.Reused, before.Conditions.Read));
        Assert.Equal((1, 1), (after.Conditions.Reused, after.Conditions.Read));
    }

    [Fact]
    public void A_revision_does_not_keep_those_before_it()
    {
        var (current, earlier) = Reloaded(times: 5);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.Equal((2, 0), (current.Conditions.Reused, current.Conditions.Read));
        Assert.DoesNotContain(earlier, cache => cache.IsAlive);
    }

    /// <summary>The last revision, and the conditions of those before it; no local variable here holds them after the call.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (CompiledPolicySet Current, List<WeakReference> Earlier) Reloaded(int times)
    {
        var current = Compile(Policy("a", "urgent", "weight > 1"));
        var earlier = new List<WeakReference>();
        for (var reload = 0; reload < times; reload++)
        {
            earlier.Add(new WeakReference(current.Conditions));
            current = Compile(Policy("a", "urgent", "weight > 1"), current);
        }

        return (current, earlier);
    }

    [Fact]
    public void A_moved_rule_has_its_new_position()
    {
        var before = Compile(Policy("a", "weight > 1", "urgent and not busy"));

        var after = Compile(Policy("a", "deadlineMs < 9 and weight > 17", "urgent and not busy"), before);

        var rule = after.Find("a")!.Rules[1];
        Assert.Equal(1, after.Conditions.Reused);
        Assert.Equal(rule.Rule.When!.SpanOf(0, rule.Rule.When.Text.Length), rule.Condition.Span);
        Assert.Equal(
            Compile(Policy("a", "deadlineMs < 9 and weight > 17", "urgent and not busy")).Find("a")!.Rules[1].Condition.ToString(),
            rule.Condition.ToString());
    }

    [Fact]
    public void Conditions_are_parsed_again_after_a_let_changes()
    {
        var before = Compile(Policy("a", "busy", "urgent") with { Lets = [Let("weight > 1")] });

        var after = Compile(Policy("a", "busy", "urgent") with { Lets = [Let("weight > 2")] }, before);

        Assert.Equal((0, 2), (after.Conditions.Reused, after.Conditions.Read));
    }

    [Fact]
    public void Inherited_conditions_are_parsed_once_for_all_policies()
    {
        var parent = Policy("a", "urgent", "weight > 1");
        var child = new RoutingPolicy("b", "", [], false, false, [new ParentReference("a", default)], [], [], [Default()], default);

        var set = PolicyCompiler.Compile(new PolicySet([parent, child]), ModelCatalog.Empty, "", "").Set!;

        Assert.Equal((2, 2), (set.Conditions.Reused, set.Conditions.Read));
    }

    [Fact]
    public void Aliases_of_a_let_and_repeated_conditions_are_reused_at_their_own_positions()
    {
        (string, string)[] lets = [("urgentNow", "deadlineMs < 1000"), ("quick", "urgentNow"), ("quicker", "quick and urgent")];
        string[] conditions = ["quick", "quick", "quicker or quick", "weight > 1", "weight > 1"];
        var before = Compile(Placed(0, lets, conditions));

        var after = Compile(Placed(1, lets, conditions), before);

        Assert.Equal(0, after.Conditions.Read);
        Assert.Equal(Spans(Compile(Placed(1, lets, conditions))), Spans(after));
    }

    [Property(MaxTest = 100)]
    public Property Conditions_of_a_moved_file_have_the_positions_of_a_first_load() =>
        Prop.ForAll(Gen.Choose(0, 1_000_000).Two().ToArbitrary(), seeds =>
        {
            var random = new Random(seeds.Item1);
            var lets = Enumerable.Range(0, random.Next(5)).Select(index => ($"let{index}", Text(random, index))).ToArray();
            var conditions = Enumerable.Range(0, random.Next(1, 6)).Select(_ => Text(random, lets.Length)).ToArray();
            var before = Compile(Placed(random.Next(3), lets, conditions));

            // The same conditions, some of them more than once, and one that is new.
            var changed = conditions.Append(conditions[0]).Append($"weight > {seeds.Item2}").OrderBy(_ => random.Next()).ToArray();
            var lines = random.Next(4);

            Assert.Equal(Spans(Compile(Placed(lines, lets, changed))), Spans(Compile(Placed(lines, lets, changed), before)));
        });

    [Fact]
    public void The_same_source_over_other_types_is_parsed_for_each_policy()
    {
        var number = Placed(0, [], ["weight == 5"]);
        var text = number with
        {
            Name = "b",
            Attributes = [new("weight", FactType.Set, [], FactValue.Unknown, Provenance.Caller, false, "", default)],
        };

        var result = PolicyCompiler.Compile(new PolicySet([number, text]), ModelCatalog.Empty, "", "");

        Assert.Equal("type mismatch: `weight` is a set, `5` is a number", Assert.Single(result.Diagnostics).Message);
    }

    /// <summary>A condition over the fixture's attributes and the first lets.</summary>
    private static string Text(Random random, int lets) => random.Next(6) switch
    {
        0 => "urgent",
        1 => $"weight > {random.Next(3)}",
        2 => $"not ({Text(random, lets)})",
        3 => $"{Text(random, lets)} and {Text(random, lets)}",
        _ => lets == 0 ? "has(team)" : $"let{random.Next(lets)}",
    };

    /// <summary>A policy whose lets and conditions are one per line, after some lines.</summary>
    private static RoutingPolicy Placed(int lines, (string Name, string Text)[] lets, string[] conditions)
    {
        string[] texts = [.. lets.Select(let => let.Text), .. conditions];
        var source = new SourceFile("policy.yaml", new string('\n', lines) + string.Join('\n', texts));
        var start = lines;
        var placed = new List<EmbeddedSource>();
        foreach (var text in texts)
        {
            placed.Add(new EmbeddedSource(text, new SourceSpan(source, start, text.Length), []));
            start += text.Length + 1;
        }

        var rules = placed.Skip(lets.Length).Select(
            (when, index) => new Rule($"r{index}", 0, when, [], [], true, null, "", false, default));
        return new RoutingPolicy(
            "a",
            "",
            [],
            false,
            false,
            [],
            ConditionFixture.Attributes,
            [.. lets.Select((let, index) => new LetDeclaration(let.Name, placed[index], placed[index].Span))],
            [.. rules, Default()],
            default);
    }

    private static IEnumerable<string> Spans(CompiledPolicySet set) => set.Find("a")!.Rules.Select(rule => Spans(rule.Condition));

    private static string Spans(Condition condition) =>
        $"{condition.GetType().Name}@{condition.Span.Start}+{condition.Span.Length}" + condition switch
        {
            Condition.All all => $"({string.Join(' ', all.Operands.Select(Spans))})",
            Condition.Any any => $"({string.Join(' ', any.Operands.Select(Spans))})",
            Condition.Not not => $"({Spans(not.Operand)})",
            _ => "",
        };

    private static CompiledPolicySet Compile(RoutingPolicy policy, CompiledPolicySet? before = null)
    {
        var result = PolicyCompiler.Compile(new PolicySet([policy]), ModelCatalog.Empty, "", "", before: before);
        Assert.Empty(result.Diagnostics.Where(diagnostic => diagnostic.IsError));
        return result.Set!;
    }

    private static RoutingPolicy Policy(string name, params string[] conditions)
    {
        var source = new SourceFile("policy.yaml", string.Join('\n', conditions));
        var start = 0;
        var rules = new List<Rule>();
        foreach (var condition in conditions)
        {
            rules.Add(
                new Rule(
                    $"r{rules.Count}",
                    0,
                    new EmbeddedSource(condition, new SourceSpan(source, start, condition.Length), []),
                    [],
                    [],
                    false,
                    null,
                    "",
                    false,
                    default));
            start += condition.Length + 1;
        }

        return new(name, "", [], false, false, [], ConditionFixture.Attributes, [Let("weight > 100")], [.. rules, Default()], default);
    }

    private static LetDeclaration Let(string text) => new("busy", EmbeddedSource.FromCode(text), default);

    private static Rule Default() =>
        new(
            "default",
            0,
            null,
            [],
            [],
            false,
            new Selection(Objective.Price, [], FallbackRule.Default, CostRule.Default, default),
            "",
            false,
            default);
}
