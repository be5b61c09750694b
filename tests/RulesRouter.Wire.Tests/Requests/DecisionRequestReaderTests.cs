using System.Text;
using RulesRouter.Wire.Requests;

namespace RulesRouter.Wire.Tests.Requests;

public sealed class DecisionRequestReaderTests
{
    private const string Small = "\"policy\":\"p\",\"prompt\":\"x\"";

    [Theory]
    [InlineData("{}", "/policy: is missing", ": one of `messages`, `prompt` and `estimate` is required")]
    [InlineData("[]", ": must be an object, found a list")]
    [InlineData("null", ": must be an object, found null")]
    [InlineData("{\"policy\":5,\"prompt\":\"x\"}", "/policy: must be a string, found 5")]
    [InlineData("{\"policy\":null,\"prompt\":\"x\"}", "/policy: is missing")]
    [InlineData("{" + Small + ",\"messages\":[]}", "/prompt: cannot be combined with `messages`; send one of the two")]
    [InlineData("{" + Small + ",\"promt\":1}", "/promt: unknown field `promt`; did you mean `prompt`?")]
    [InlineData("{" + Small + ",\"a/b~c\":{\"x\":[1,{}]}}", "/a~1b~0c: unknown field `a/b~c`")]
    [InlineData("{" + Small + ",\"pr\\u006fmpt\":null}", "/prompt: duplicate key `prompt`")]
    [InlineData("{" + Small + ",\"task\":\"debuging\"}", "/task: unknown task `debuging`; did you mean `debugging`?")]
    [InlineData("{" + Small + ",\"stream\":\"true\"}", "/stream: must be true or false, found \"true\"")]
    [InlineData("{" + Small + ",\"maxOutputTokens\":1.5}", "/maxOutputTokens: must be an integer of at least 1, found 1.5")]
    [InlineData("{" + Small + ",\"deadlineMs\":0}", "/deadlineMs: must be a number of milliseconds, at least 1, found 0")]
    [InlineData("{" + Small + ",\"maxCostUsd\":1e999}", "/maxCostUsd: must be a number of US dollars, at least 0, found 1e999")]
    [InlineData("{" + Small + ",\"attributes\":{\"a\":1,\"a\":2}}", "/attributes/a: duplicate key `a`")]
    [InlineData(
        "{" + Small + ",\"attributes\":{\"a\":{\"b\":1},\"c\":[\"x\",1]}}",
        "/attributes/a: must be a string, a number, true, false or a list of strings, found an object",
        "/attributes/c/1: must be a string, found 1")]
    [InlineData("{" + Small + ",\"needs\":{\"tool\":true}}", "/needs/tool: unknown field `tool`; did you mean `tools`?")]
    [InlineData("{" + Small + ",\"estimate\":{\"inputTokens\":-1}}", "/estimate/inputTokens: must be an integer of at least 0, found -1")]
    [InlineData("{" + Small + ",\"session\":{\"cachedTokens\":{\"a/b\":1,\"a/b\":2}}}", "/session/cachedTokens/a~1b: duplicate key `a/b`")]
    [InlineData("{" + Small + ",\"attempts\":[{\"endpoint\":\"a/b\"},5]}", "/attempts/0/failed: is missing", "/attempts/1: must be an object, found 5")]
    [InlineData("{\"policy\":\"p\",\"messages\":[{\"role\":\"user\"}]}", "/messages/0/content: is missing")]
    [InlineData("{" + Small + ",\"at\":\"yesterday\"}", "/at: must be a timestamp such as 2026-05-26T03:42:02Z, found \"yesterday\"")]
    public void Reports_every_error_with_its_pointer(string json, params string[] expected) =>
        Assert.Equal(expected, Errors(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("{" + Small, "line 1, byte 27")]
    [InlineData("{" + Small + "} 1", "line 1, byte 29")]
    [InlineData("{" + Small + ",\"task\":\"\\x41\"}", "line 1, byte 37")]
    public void Reports_malformed_JSON_as_the_only_error(string json, string place) =>
        Assert.Equal($": not JSON, or nested deeper than 128 levels: {place}", string.Join('\n', Errors(Encoding.UTF8.GetBytes(json))));

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t")]
    public void An_empty_body_is_reported_as_empty(string json) =>
        Assert.Equal([": empty; expected JSON"], Errors(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Reports_nesting_beyond_the_maximum_depth() => Assert.Equal(
        ": not JSON, or nested deeper than 128 levels: line 1, byte 159",
        string.Join('\n', Errors(Encoding.UTF8.GetBytes("{" + Small + ",\"x\":" + new string('[', 140) + new string(']', 140) + "}"))));

    [Theory]
    [InlineData("\"prompt\":\"\\ud800\"", "/prompt: not a Unicode string: half of a surrogate pair, or bytes that are not UTF-8")]
    [InlineData("\"prompt\":\"x\",\"task\":\"\\udfff\"", "/task: not a Unicode string: half of a surrogate pair, or bytes that are not UTF-8")]
    [InlineData("\"prompt\":\"x\",\"\\ud800\":1", ": a key is not a Unicode string: half of a surrogate pair, or bytes that are not UTF-8")]
    [InlineData(
        "\"prompt\":\"x\",\"attributes\":{\"\\ud800\":1}",
        "/attributes: a key is not a Unicode string: half of a surrogate pair, or bytes that are not UTF-8")]
    public void Reports_half_of_a_surrogate_pair(string fields, string expected) =>
        Assert.Equal([expected], Errors(Encoding.UTF8.GetBytes("{\"policy\":\"p\"," + fields + "}")));

    [Fact]
    public void Reports_bytes_that_are_not_UTF_8() => Assert.Equal(
        ["/prompt: not a Unicode string: half of a surrogate pair, or bytes that are not UTF-8"],
        Errors([.. "{\"policy\":\"p\",\"prompt\":\""u8, 0xff, .. "\"}"u8]));

    [Fact]
    public void Lists_the_first_hundred_errors()
    {
        var errors = Errors(
            Encoding.UTF8.GetBytes(
                "{" + Small + string.Concat(Enumerable.Range(0, 5_000).Select(number => $",\"field{number}\":1")) + "}"));

        Assert.Equal(101, errors.Length);
        Assert.Equal(": and more errors; the first 100 are listed", errors[^1]);
    }

    private static string[] Errors(byte[] json)
    {
        var (request, errors) = DecisionRequestReader.Read(json);
        Assert.Null(request);
        return [.. errors.Select(error => $"{error.Pointer}: {error.Message}")];
    }
}
