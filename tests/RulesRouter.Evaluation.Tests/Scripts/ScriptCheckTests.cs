using RulesRouter.Policies;

namespace RulesRouter.Evaluation.Tests.Scripts;

public sealed class ScriptCheckTests
{
    [Theory]
    [InlineData("return a +;", "s:1:11: error RR0421: unexpected token `;`", "the body of a script is JavaScript statements that end in `return`")]
    [InlineData("if (a) { return 1;", "s:1:18: error RR0421: unexpected end of the script; a bracket is not closed", "add the missing closing bracket")]
    [InlineData("return 1; }); (function () {", "s:1:1: error RR0421: script `s` has an unmatched closing bracket", "the body of a script is JavaScript statements that end in `return`")]
    [InlineData("return 1; }, function () {", "s:1:1: error RR0421: script `s` has an unmatched closing bracket", "the body of a script is JavaScript statements that end in `return`")]
    [InlineData("return b;", "s:1:8: error RR0423: unknown name `b`", "did you mean `a`?")]
    [InlineData("return maths.floor(a);", "s:1:8: error RR0423: unknown name `maths`", "did you mean `Math`?")]
    [InlineData("return globalThis;", "s:1:8: error RR0423: unknown name `globalThis`", "a script can use its inputs, what it declares, and Array, Boolean, Infinity, Math, NaN, Number, Object, String, isFinite, isNaN, parseFloat, parseInt, undefined")]
    [InlineData("return Date.now();", "s:1:8: error RR0423: unknown name `Date`", "did you mean `Math`?")]
    [InlineData("return eval('a');", "s:1:8: error RR0423: unknown name `eval`", "a script can use its inputs, what it declares, and Array, Boolean, Infinity, Math, NaN, Number, Object, String, isFinite, isNaN, parseFloat, parseInt, undefined")]
    [InlineData("return new Array(3).length;", "s:1:8: error RR0422: `new` may not be used in a script", "use the literals `[]` and `{}`")]
    [InlineData("return this.x;", "s:1:8: error RR0422: `this` may not be used in a script", "a script can only use its inputs")]
    [InlineData("try { return a; } catch { return 0; }", "s:1:1: error RR0422: `try` may not be used in a script", "if a script throws, its result is unknown")]
    [InlineData("return async () => 1;", "s:1:8: error RR0422: `async` may not be used in a script", "scripts are synchronous")]
    [InlineData("function* g() { } return 1;", "s:1:1: error RR0422: `function*` may not be used in a script", "build an array instead")]
    [InlineData("return 1n > a;", "s:1:8: error RR0422: big integers may not be used in a script", "use a plain number")]
    [InlineData("return { get x() { return 1; } }.x;", "s:1:10: error RR0422: getters and setters may not be used in a script", "use a plain property")]
    [InlineData("return { __proto__: a };", "s:1:10: error RR0422: `__proto__` may not be used in a script", "scripts cannot set the prototype of an object")]
    [InlineData("return import('x');", "s:1:8: error RR0422: this kind of expression may not be used in a script", "scripts are plain functions of their inputs")]
    [InlineData("debugger; return 1;", "s:1:1: error RR0422: this kind of statement may not be used in a script", "scripts are plain functions of their inputs")]
    [InlineData("return /(x+)+$/.test('x') ? 1 : 0;", "s:1:8: error RR0425: a nested repetition can take exponential time", "rewrite the pattern so that no group that contains `*`, `+` or `|` is repeated")]
    [InlineData("return /(/.test('x') ? 1 : 0;", "s:1:10: error RR0421: invalid regular expression: /(/: Unterminated group", "the body of a script is JavaScript statements that end in `return`")]
    [InlineData("const b = a;", "error RR0427: script `s` never returns a result", "end it with `return` and a number")]
    public void An_error_in_a_script_is_reported_at_its_position_with_help(string body, string message, string help)
    {
        var diagnostic = ScriptFixture.Check(body, "a")[0];

        Assert.Equal(message, diagnostic.ToString());
        Assert.Equal(help, diagnostic.Help);
    }

    [Theory]
    [InlineData("return e.qualty;", "s:1:10: error RR0423: an endpoint has no `qualty`", "did you mean `quality`?")]
    [InlineData("return e?.price.input;", "s:1:11: error RR0423: an endpoint has no `price`", "an endpoint has id, provider, model, region, serviceTier, contextTokens, maxOutputTokens, inputPerMTok, outputPerMTok, tokenCostUsd, worstCaseUsd, latencyP50Ms, latencyP99Ms, ttftP99Ms, quality")]
    [InlineData("const { qualty: q } = e; return q;", "s:1:9: error RR0423: an endpoint has no `qualty`", "did you mean `quality`?")]
    public void An_unknown_endpoint_field_is_reported_where_it_is_read(string body, string message, string help)
    {
        var diagnostic = Assert.Single(ScriptFixture.CheckOfEndpoint(body));

        Assert.Equal(message, diagnostic.ToString());
        Assert.Equal(help, diagnostic.Help);
    }

    [Theory]
    [InlineData("return e.quality;")]
    [InlineData("const { quality } = e; return quality;")]
    [InlineData("const key = 'qual' + 'ity'; return e[key];")]
    [InlineData("const best = (e => e.anything)({ anything: 1 }); return best;")]
    [InlineData("const o = { e: { price: 1 } }; return o.e.price;")]
    public void Known_endpoint_fields_and_other_objects_can_be_read(string body) => Assert.Empty(ScriptFixture.CheckOfEndpoint(body));

    [Fact]
    public void Deeply_nested_source_is_an_error_and_does_not_overflow_the_stack()
    {
        string[] bodies =
        [
            $"return {new string('(', 7_000)}1{new string(')', 7_000)};",
            $"return {new string('[', 7_000)}1{new string(']', 7_000)};",
            $"return {new string('!', 15_000)}1;",
            $"return {string.Concat(Enumerable.Repeat("a=>", 2_000))}1;",
            $"return {string.Concat(Enumerable.Repeat("a?a:", 3_000))}1;",
            $"return {string.Concat(Enumerable.Repeat("a+", 7_000))}1;",
            $"return {string.Join("+", Enumerable.Repeat("(a+a)", 60))};",
        ];

        // Parentheses are not part of the tree, so any number of them is valid.
        Assert.All(bodies[1..], body => Assert.Equal("RR0424", ScriptFixture.Check(body, "a")[0].Code.Id));
        Assert.Empty(ScriptFixture.Check(bodies[0], "a"));
    }

    [Fact]
    public void A_script_longer_than_the_maximum_is_not_parsed() =>
        Assert.Equal(
            "error RR0424: script `s` has 16001 characters; the maximum is 16000",
            Assert.Single(ScriptFixture.Check(new string(' ', 16_001))).ToString());

    [Theory]
    [InlineData("script.heavy(weight)", "r0.when:1:1: error RR0402: unknown name `script.heavy`", "did you mean `script.heavier`?")]
    [InlineData("script.heavier(team)", "r0.when:1:16: error RR0426: type mismatch: input `a` of script `heavier` is a number, `team` is a string", "")]
    [InlineData("script.heavier()", "r0.when:1:1: error RR0426: script `heavier` takes 1 input, found 0", "write `script.heavier(a)`")]
    [InlineData("script.heavier(null)", "r0.when:1:1: error RR0426: `a` of script `heavier` cannot be null", "declare it as `number?`")]
    [InlineData("script.best(weight) > 1", "r0.when:1:1: error RR0426: script `best` scores endpoints; a condition can only use facts of the request", "use it as `objective: { script: best }`")]
    public void A_wrong_call_is_reported_at_its_position(string condition, string message, string help)
    {
        var heavier = ScriptFixture.Declare("heavier", "return a > 1;", ScriptResult.Boolean, ("a", ScriptType.Number, false));
        var best = ScriptFixture.Declare("best", "return 1;", ScriptResult.Number, ("endpoint", ScriptType.Endpoint, false));

        var diagnostic = ScriptFixture.Compile([heavier, best], condition).Diagnostics[0];

        Assert.Equal(message, diagnostic.ToString());
        Assert.Equal(help, diagnostic.Help);
    }
}
