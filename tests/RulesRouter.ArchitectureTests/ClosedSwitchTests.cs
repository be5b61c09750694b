namespace RulesRouter.ArchitectureTests;

/// <summary>
/// A new member of an enumeration or a new case of an abstract record never falls into the default arm of a switch: the compiler or an
/// exception names the switch.
/// </summary>
public sealed class ClosedSwitchTests
{
    private const string Types = """
        enum Level { Low, High }
        abstract record Shape { sealed record Square(double Side) : Shape; sealed record Circle(double Radius) : Shape; }
        static class Switches
        {
            static string Of(Level level, Level? maybe, Shape shape, int number) { BODY }
        }
        """;

    [Fact]
    public void Switches_over_closed_sets_have_no_default_with_a_value()
    {
        var paths = Repository.Files.Where(path => path.StartsWith("src/", StringComparison.Ordinal))
            .Where(path => path.EndsWith(".cs", StringComparison.Ordinal));
        var program = ClosedSwitches.Compile(paths.Select(path => (path, Repository.Read(path))));

        var found = string.Join('\n', ClosedSwitches.In(program));

        Assert.True(found.Length == 0, $"list the members, or throw, in place of:\n{found}");
    }

    [Theory]
    [InlineData("return level switch { Level.Low => \"\", _ => \"x\" };", 1)]
    [InlineData("return level switch { Level.Low => \"\", var other => $\"{other}\" };", 1)]
    [InlineData("return maybe switch { Level.Low => \"\", _ => \"x\" };", 1)]
    [InlineData("return shape switch { Shape.Square => \"\", { } => \"x\" };", 1)]
    [InlineData("return (level, number) switch { (Level.Low, 1) => \"\", (_, _) => \"x\" };", 1)]
    [InlineData("switch (level) { case Level.Low: return \"\"; default: return \"x\"; }", 1)]
    [InlineData("return level switch { Level.Low => \"\", Level.High => \"x\" };", 0)]
    [InlineData("return level switch { Level.Low => \"\", _ when number > 1 => \"y\", Level.High => \"x\" };", 0)]
    [InlineData("return shape switch { Shape.Square => \"\", Shape.Circle => \"x\", _ => throw new Exception() };", 0)]
    [InlineData("return (level, number) switch { (Level.Low, 1) => \"\", (Level.Low or Level.High, _) => \"x\" };", 0)]
    [InlineData("switch (level) { case Level.Low: return \"\"; default: throw new Exception(); }", 0)]
    [InlineData("return number switch { 1 => \"\", _ => \"x\" };", 0)]
    public void Default_with_a_value_is_found_over_closed_sets_only(string body, int found)
    {
        var program = ClosedSwitches.Compile([("Switches.cs", Types.Replace("BODY", body, StringComparison.Ordinal))]);

        Assert.Equal(found, ClosedSwitches.In(program).Count());
    }
}
