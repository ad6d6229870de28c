namespace PadelSaaS.Web;

/// <summary>Marks the sentences of Web. The English sentence is the key; <c>WebWords.es.resx</c> and <c>WebWords.ur.resx</c> translate it.</summary>
internal sealed class WebWords;
