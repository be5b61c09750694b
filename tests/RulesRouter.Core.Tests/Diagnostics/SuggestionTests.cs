using RulesRouter.Diagnostics;

namespace RulesRouter.Core.Tests.Diagnostics;

public sealed class SuggestionTests
{
    [Theory]
    [InlineData("trainOnData", "did you mean `trainsOnData`?")]
    [InlineData("TRAINSONDATA", "did you mean `trainsOnData`?")]
    [InlineData("certifcations", "did you mean `certifications`?")]
    [InlineData("cretifications", "did you mean `certifications`?")]
    [InlineData("trains", "did you mean `trainsOnData`?")]
    [InlineData("certificationsHeld", "did you mean `certifications`?")]
    [InlineData("cert", "did you mean `certifications`?")]
    [InlineData("cer", "")]
    [InlineData("elephant", "")]
    [InlineData("", "")]
    public void A_name_close_enough_is_offered_and_none_is_made_up(string written, string expected) =>
        Assert.Equal(expected, Suggestion.DidYouMean(written, ["certifications", "dataRetentionDays", "trainsOnData"]));
}
