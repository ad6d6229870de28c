namespace PadelSaaS.Notifications;

/// <summary>Marks the sentences of Notifications. The English sentence is the key; <c>NotificationsWords.es.resx</c> and <c>NotificationsWords.ur.resx</c> translate it.</summary>
internal sealed class NotificationsWords;
