using System.Diagnostics;
using Jint;
using RulesRouter.Evaluation.Scripts;
using RulesRouter.Evaluation.Tests.Compiling.Expressions;
using RulesRouter.Evaluation.Workflows;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Tests.Scripts;

public sealed class ScriptHostTests
{
    [Theory]
    [InlineData("return a * 2;", 6)]
    [InlineData("return t.length + a", 6)]
    [InlineData("let sum = 0; for (const c of t) { sum += c.charCodeAt(0); } return sum;", 294)]
    [InlineData("const double = x => x * 2; return [1, 2, a].map(double).filter(x => x > 2).reduce((s, x) => s + x, 0);", 10)]
    [InlineData("const { b = 4, ...rest } = { c: 5 }; return b + Object.keys(rest).length;", 5)]
    [InlineData("return /^[a-c]+$/.test(t) ? 1 : 0;", 1)]
    [InlineData("return t.split('').join('-').length;", 5)]
    [InlineData("return t.replaceAll('b', 'xyz').length;", 5)]
    [InlineData("return Math.max(...[3, 1, 2].sort((x, y) => x - y));", 3)]
    [InlineData("return 'x'.repeat(5).padStart(9, 'ab').length;", 9)]
    [InlineData("return parseInt('12px') + Number('3') + (a ?? 1);", 18)]
    [InlineData("switch (t) { case 'abc': return 7; default: return 0; }", 7)]
    public void A_script_returns_its_result(string body, double expected) =>
        Assert.Equal(new ScriptAnswer(expected), ScriptFixture.Answer(body));

    [Theory]
    [InlineData("return undefined;", "it returned undefined, not a finite number")]
    [InlineData("return null;", "it returned null, not a finite number")]
    [InlineData("return a / 0;", "it returned Infinity, not a finite number")]
    [InlineData("return t * 2;", "it returned NaN, not a finite number")]
    [InlineData("return t;", "it returned a string, not a finite number")]
    [InlineData("return [a];", "it returned an object, not a finite number")]
    [InlineData("if (a > 100) { return 1; }", "it returned undefined, not a finite number")]
    [InlineData("throw 'no such team'; return 1;", "it threw no such team")]
    [InlineData("return a.b.c;", "it threw Cannot read properties of undefined (reading 'c')")]
    [InlineData("for (;;) { } return 1;", "more than 10000 statements")]
    [InlineData("while (true); return 1;", "more than 10000 statements")]
    [InlineData("const f = n => n < 2 ? 1 : f(n - 1) + f(n - 2); return f(25);", "more than 10000 statements")]
    [InlineData("const f = n => f(n + 1); return f(0);", "more than 32 nested calls")]
    [InlineData("const p = n => q(n), q = n => p(n); return p(0);", "more than 32 nested calls")]
    [InlineData("let s = t; for (let i = 0; i < 40; i++) { s = s + s; } return s.length;", "more than 2000000 bytes of memory")]
    [InlineData("return [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24].reduce(s => s + s, t).length;", "more than 2000000 bytes of memory")]
    [InlineData("let s = [1]; for (let i = 0; i < 40; i++) { s = [...s, ...s]; } return s.length;", "an array of more than 10000 elements")]
    [InlineData("let s = [1]; for (let i = 0; i < 40; i++) { s = s.concat(s); } return s.length;", "an array of more than 10000 elements")]
    [InlineData("return Array(1e9).length;", "an array of more than 10000 elements")]
    [InlineData("return t.repeat(1e9).length;", "it threw a string of more than 100000 characters")]
    [InlineData("return t.padEnd(1e9).length;", "it threw a string of more than 100000 characters")]
    [InlineData("const s = t.repeat(30000), l = []; for (let i = 0; i < 2000; i++) { l.push(s); } return l.join('').length;", "it threw a string of more than 100000 characters")]
    [InlineData("return 'b'.repeat(90000).replaceAll('b', 'b'.repeat(90000)).length;", "more than 2000000 bytes of memory")]
    [InlineData("const o = { valueOf: () => o + 1 }; return o + 1;", "more than 2000000 bytes of memory")]
    [InlineData("const l = []; l.length = 4294967295; return l.join(',').length;", "it threw a string of more than 100000 characters")]
    [InlineData("const l = []; l.length = 4294967295; return l.concat(l).length;", "an array of more than 10000 elements")]
    public void A_failing_script_is_unknown_with_a_reason(string body, string why)
    {
        var clock = Stopwatch.StartNew();

        var answer = ScriptFixture.Answer(body);

        Assert.Equal(why, answer.UnknownReason);
        Assert.True(double.IsNaN(answer.Value));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("let s = 'ab'; for (;;) { s = s + s; }", "more than 2000000 bytes of memory")]
    [InlineData("throw 'early';", "it threw early")]
    public void An_engine_that_cannot_be_created_makes_the_result_unknown(string declaring, string why)
    {
        var script = ScriptFixture.Declare("s", "return 1;", ScriptResult.Number);
        var host = new ScriptHost([new PreparedScript(script, Engine.PrepareScript(declaring))]);

        Assert.Equal(why, host.Run(ScriptFixture.Call(script), new RequestFacts(ConditionFixture.Schema)).UnknownReason);
    }

    [Theory]
    [InlineData("Array.constructor")]
    [InlineData("t['const' + 'ructor']")]
    [InlineData("(() => 1)['const' + 'ructor']")]
    [InlineData("[]['__pro' + 'to__']")]
    [InlineData("Math['ran' + 'dom']")]
    [InlineData("Object['getOwn' + 'PropertyNames']")]
    [InlineData("t['match']")]
    [InlineData("[]['to' + 'LocaleString']")]
    [InlineData("(() => 1)['bi' + 'nd']")]
    [InlineData("/x/['com' + 'pile']")]
    public void Removed_features_cannot_be_reached_from_any_value(string expression) =>
        Assert.Equal(new ScriptAnswer(1), ScriptFixture.Answer($"return {expression} === undefined ? 1 : 0;"));

    [Theory]
    [InlineData("Math.max = () => 7; return Math.max(a, 1);")]
    [InlineData("String.prototype.trim = () => 'gone'; return t.trim().length;")]
    [InlineData("Object.prototype.extra = 1; return a;")]
    [InlineData("Array = 1; return a;")]
    public void Shared_objects_are_frozen(string body) => Assert.StartsWith("it threw", ScriptFixture.Answer(body).UnknownReason);

    [Fact]
    public void A_call_leaves_no_state_for_the_next_call()
    {
        var script = ScriptFixture.Declare(
            "s",
            "set.push('more'); const seen = /a/g; seen.test('aa'); return set.length + seen.lastIndex;",
            ScriptResult.Number,
            ("set", ScriptType.Set, false));
        var host = ScriptFixture.Host(script);
        var facts = new RequestFacts(ConditionFixture.Schema);

        Assert.All(
            Enumerable.Range(0, 20),
            _ => Assert.Equal(new ScriptAnswer(4), host.Run(ScriptFixture.Call(script, new object?[] { new[] { "x", "y" } }), facts)));
    }

    [Fact]
    public void A_host_still_works_after_a_script_exceeded_a_limit()
    {
        var loops = ScriptFixture.Declare("loops", "for (;;) { } return 1;", ScriptResult.Number);
        var adds = ScriptFixture.Declare("adds", "return a + 1;", ScriptResult.Number, ("a", ScriptType.Number, false));
        var host = ScriptFixture.Host(loops, adds);
        var facts = new RequestFacts(ConditionFixture.Schema);

        for (var round = 0; round < 5; round++)
        {
            Assert.False(host.Run(ScriptFixture.Call(loops), facts).IsKnown);
            Assert.Equal(new ScriptAnswer(round + 1), host.Run(ScriptFixture.Call(adds, round), facts));
        }
    }

    [Fact]
    public void Deep_recursion_on_a_small_stack_stops_only_the_script()
    {
        string[] attacks =
        [
            "const o = { valueOf: () => o + 1 }; return o + 1;",
            "let f = () => 1; for (let i = 0; i < 1600; i++) { const g = f; f = () => g() + 1; } return f();",
            "let l = []; for (let i = 0; i < 3000; i++) { l = [l]; } return String(l).length;",
            "const f = n => [2, 1].sort(() => f(n + 1)).length; return f(0);",
            "const o = { toString: () => ({})[o] }; return `${o}`.length;",
        ];
        var answers = new List<ScriptAnswer>();
        var thread = new Thread(() => answers.AddRange(attacks.Select(attack => ScriptFixture.Answer(attack))), 512 * 1024);
        thread.Start();
        thread.Join();

        Assert.Equal(attacks.Length, answers.Count);
    }

    [Fact]
    public void Engines_are_never_shared_between_threads()
    {
        var script = ScriptFixture.Declare(
            "s",
            "let total = 0; for (let i = 0; i < 50; i++) { total += a; } return total;",
            ScriptResult.Number,
            ("a", ScriptType.Number, false));
        var host = ScriptFixture.Host(script);

        Parallel.For(0, 4_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, number =>
            Assert.Equal(
                new ScriptAnswer(number * 50),
                host.Run(ScriptFixture.Call(script, number), new RequestFacts(ConditionFixture.Schema))));
    }

    [Fact]
    public void An_unknown_input_makes_the_result_unknown_unless_it_is_optional()
    {
        var strict = ScriptFixture.Declare("strict", "return a;", ScriptResult.Number, ("a", ScriptType.Number, false));
        var lenient = ScriptFixture.Declare("lenient", "return a === null ? -1 : a;", ScriptResult.Number, ("a", ScriptType.Number, true));
        var host = ScriptFixture.Host(strict, lenient);
        var facts = new RequestFacts(ConditionFixture.Schema);

        Assert.Equal("a is unknown", host.Run(ScriptFixture.Call(strict, [null]), facts).UnknownReason);
        Assert.Equal(new ScriptAnswer(-1), host.Run(ScriptFixture.Call(lenient, [null]), facts));
        Assert.Equal($"a string of more than {ScriptLimits.MaxInput} characters", Long().UnknownReason);

        static ScriptAnswer Long()
        {
            var script = ScriptFixture.Declare("s", "return t.length;", ScriptResult.Number, ("t", ScriptType.String, false));
            return ScriptFixture.Host(script).Run(
                ScriptFixture.Call(script, new string('x', ScriptLimits.MaxInput + 1)),
                new RequestFacts(ConditionFixture.Schema));
        }
    }

    [Fact]
    public void A_script_runs_at_most_once_per_decision_and_only_if_needed()
    {
        var runs = 0;
        var script = ScriptFixture.Declare("s", "return true;", ScriptResult.Boolean, ("a", ScriptType.Number, false));
        var (rules, diagnostics) = ScriptFixture.Compile(
            [script],
            "script.s(weight)",
            "not script.s(weight) or urgent",
            "urgent and script.s(deadlineMs)");
        Assert.Empty(diagnostics);
        var facts = new RequestFacts(ConditionFixture.Schema)
        {
            Scripts = (_, _) =>
            {
                runs++;
                return new ScriptAnswer(1);
            },
        };

        var truths = new Truth[3];
        new WorkflowMatcher(
            new PolicyWorkflow("p", rules.Schema, rules.Rules.Select(rule => (rule.QualifiedId, rule.Condition)))).Match(facts, truths);
        Assert.Equal([Truth.True, Truth.Unknown, Truth.Unknown], truths);
        Assert.Equal(truths, rules.Rules.Select(rule => ConditionValue.Of(rule.Condition, facts)));
        Assert.Equal(2, runs);
        Assert.Equal(["script.s(weight)", "script.s(deadlineMs)"], rules.Calls.Select(call => call.Text));
    }
}
