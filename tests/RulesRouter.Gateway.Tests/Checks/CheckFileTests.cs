using RulesRouter.Gateway.Checks;

namespace RulesRouter.Gateway.Tests.Checks;

public sealed class CheckFileTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    [Theory]
    [InlineData("[]", "`PATH` has no object `checks`")]
    [InlineData("""{"checks":{"a":1}}""", "PATH: check `a` is not an object")]
    [InlineData("""{"checks":{"a":{}}}""", "PATH: check `a` needs `command` or `url`, and not both")]
    [InlineData("""{"checks":{"a":{"command":["x"],"url":"http://x"}}}""", "PATH: check `a` needs `command` or `url`, and not both")]
    [InlineData("""{"checks":{"a":{"command":"make test"}}}""", "PATH: check `a`: `command` must be a list of strings, first the program")]
    [InlineData("""{"checks":{"a":{"url":"file:///etc"}}}""", "PATH: check `a`: `url` must be an http or https address")]
    [InlineData(
        """{"checks":{"a":{"url":"http://x/","timeoutMs":0}}}""",
        "PATH: check `a`: `timeoutMs` must be an integer from 1 to 600000")]
    [InlineData(
        """{"checks":{"a":{"url":"http://x","retries":2}}}""",
        "PATH: check `a`: unknown field `retries`; fields are command, url, timeoutMs")]
    public void File_of_another_form_is_an_error_with_its_place(string text, string message)
    {
        File.WriteAllText(path, text);

        var error = Assert.Throws<FormatException>(() => CheckFile.Read(path));

        Assert.Equal(message.Replace("PATH", path, StringComparison.Ordinal), error.Message);
    }

    [Fact]
    public void Commands_and_addresses_are_read()
    {
        File.WriteAllText(path, """{"checks":{"tests":{"command":["make","test"],"timeoutMs":5},"linter":{"url":"http://x/y"}}}""");

        var checks = CheckFile.Read(path);

        Assert.Equal(TimeSpan.FromMilliseconds(5), Assert.IsType<CommandVerifier>(checks["tests"]).Timeout);
        Assert.Equal((string[])["make", "test"], ((CommandVerifier)checks["tests"]).Command.ToArray());
        Assert.Equal(new HttpVerifier(new Uri("http://x/y"), TimeSpan.FromSeconds(30)), checks["linter"]);
    }

    public void Dispose() => File.Delete(path);
}
