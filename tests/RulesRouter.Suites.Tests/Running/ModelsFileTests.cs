using RulesRouter.Suites.Editing;
using RulesRouter.Suites.Running;

namespace RulesRouter.Suites.Tests.Running;

public sealed class ModelsFileTests
{
    [Fact]
    public void Apis_and_agents_are_read()
    {
        var models = ModelsFile.Read("""
            [[model]]
            name = "small"
            endpoint = "acme/small"
            base-url = "http://127.0.0.1:8080/openai/v1"
            model = "small"
            credential = "ACME_API_KEY"
            formats = ["whole-file", "unified-diff"]
            repair-rounds = 1

            [[model]]
            name = "agent"
            command = "claude -p"
            variables = ["ANTHROPIC_API_KEY"]
            """);

        Assert.Equal(["small", "agent"], models.Select(model => model.Name));
        Assert.Equal<EditFormat>([EditFormat.WholeFile, EditFormat.UnifiedDiff], models[0].Formats);
        Assert.Equal(("acme/small", "ACME_API_KEY", 1), (models[0].Endpoint, models[0].CredentialVariable, models[0].RepairRounds));
        Assert.Equal<string>(["ANTHROPIC_API_KEY"], models[1].Variables);
    }

    [Theory]
    [InlineData("", "expected at least one table [[model]] with `name` and either `base-url` and `model` or `command`")]
    [InlineData("x = 1", "unknown key `x`; expected tables [[model]]")]
    [InlineData("[[model]]\nname = \"a\"", "model 1: expected either `base-url` and `model`, or `command`")]
    [InlineData("[[model]]\nname = \"a\"\ncommand = \"x\"\nmodel = \"m\"", "model 1: expected either `base-url` and `model`, or `command`")]
    [InlineData("[[model]]\ncommand = \"x\"", "model 1: `name` is required")]
    [InlineData(
        "[[model]]\nname = \"a\"\ncommand = \"x\"\nspeed = 1",
        "model 1: unknown key `speed`; valid keys: name, endpoint, base-url, model, credential, formats, repair-rounds, max-output-tokens, usd-per-attempt, command, variables")]
    [InlineData("[[model]]\nname = \"a\"\nbase-url = \"ftp://x\"\nmodel = \"m\"", "model 1: `base-url` is not an http or https URL: \"ftp://x\"")]
    [InlineData("[[model]]\nname = 1\ncommand = \"x\"", "model 1: `name` must be a string")]
    [InlineData("[[model]]\nname = \"a\"\ncommand = \"x\"\nrepair-rounds = 11", "model 1: `repair-rounds` must be an integer from 0 to 10")]
    [InlineData(
        "[[model]]\nname = \"a\"\ncommand = \"x\"\nformats = [\"diff\"]",
        "model 1: unknown format \"diff\"; valid formats: whole-file, search-replace, unified-diff")]
    [InlineData(
        "[[model]]\nname = \"a\"\ncommand = \"x\"\n[[model]]\nname = \"a\"\ncommand = \"x\"",
        "duplicate name \"a\"")]
    [InlineData(
        "[[model]]\nname = \"a\"\nbase-url = \"http://x\"\nmodel = \"m\"\nformats = []",
        "model 1: `formats` is empty; valid formats: whole-file, search-replace, unified-diff")]
    [InlineData(
        "[[model]]\nname = \"a\"\ncommand = \"x\"\nrepair-rounds = 1",
        "model 1: `repair-rounds` is for a model with `base-url`, not for a `command`")]
    [InlineData(
        "[[model]]\nname = \"a\"\nbase-url = \"http://x\"\nmodel = \"m\"\nvariables = [\"A\"]",
        "model 1: `variables` is for a `command`; a model with `base-url` has `credential`")]
    [InlineData("[[model]]\nname = \"a\"\ncommand = \"x\"\nusd-per-attempt = -1", "model 1: `usd-per-attempt` must be dollars, 0 or more")]
    public void Other_files_are_explained(string toml, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => ModelsFile.Read(toml)).Message);

    [Fact]
    public void Text_that_is_not_toml_is_explained_with_its_place() =>
        Assert.StartsWith(
            "1:8: Expected `]]`",
            Assert.Throws<FormatException>(() => ModelsFile.Read("[[model\n")).Message,
            StringComparison.Ordinal);
}
