using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Tests.Reading;

public class ConceptWordsTests
{
    [Theory]
    [InlineData("translate", "Translate")]
    [InlineData("翻译", "Translate")]
    [InlineData("요약", "Summarise")]
    [InlineData("fehler", "Bug")]
    [InlineData("hola", "Greeting")]
    [InlineData("zxcv", "None")]
    public void Word_has_its_concept_in_any_language(string word, string concept) =>
        Assert.Equal(concept, ConceptWords.Find(WordHash.Of(word)).ToString());

    [Fact]
    public void Beginning_of_a_word_has_its_concept() => Assert.Equal(Concept.Translate, ConceptWords.FindStem(WordHash.Of("überse")));
}
