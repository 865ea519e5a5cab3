(** What is promised of oversight, proved of the tables that the server runs (Tables.v, made by calling them).

    The model: one message, the mailbox it is in, and everything that can happen to either, in any order and any
    number. Whether an act is possible and what comes of it is asked of the functions of Tables.v alone. The
    mailbox changes at will: its mode, whether it is paused, how many approvals it needs, whom its allowlist
    covers, what the clock says. Each theorem is named by the letter of its promise; the sentence above it is
    what it says. *)

From Coq Require Import Arith Bool List Lia.
From MultiMail Require Import Tables.
Import ListNotations.

(** * Numbers *)

(** Numbers have no end, so these two are written here; theorems (i) say that they agree with the server's. *)
Definition is_enough (given required : nat) : bool := required <=? given.

Definition count_reviewers (people : list nat) : nat := length (nodup Nat.eq_dec people).

(** * The model *)

(** Reviewers and authors, and contents, each known by a number. *)
Definition Person := nat.
Definition Content := nat.

Record Mail := {
  direction : Direction;
  submitted_under : Mode;
  gate_timing : GateTiming;
  is_test : bool;
  author : option Person;
  state : State;
  content : Content;
  (** Every approval given and not taken back: who approved which content. *)
  given : list (Content * Person);
  (** On what the permit rests, once there is one. *)
  permit : option Basis
}.

Record Mailbox := {
  mode_now : Mode;
  paused : bool;
  (** Whether every recipient of the whole envelope is on the allowlist. *)
  allowlisted : bool;
  (** Whether the time that the message is scheduled for is still to come. *)
  is_future : bool;
  (** How many people must approve. *)
  required : nat
}.

Record World := { mail : Mail; box : Mailbox }.

Definition approvers_of (c : Content) (m : Mail) : list Person :=
  map snd (filter (fun one => fst one =? c) (given m)).

(** Who approved the present content. *)
Definition approvers (m : Mail) : list Person := approvers_of (content m) m.

Definition enough (w : World) : bool :=
  is_enough (count_reviewers (approvers (mail w))) (required (box w)).

Definition wrote (r : Person) (m : Mail) : bool :=
  match author m with Some a => a =? r | None => false end.

Inductive Act :=
  | OperatorSetsMode (mode : Mode)
  | OperatorPauses (yes : bool)
  | OperatorRequires (people : nat)
  | AllowlistCovers (yes : bool)
  | ClockSaysFuture (yes : bool)
  | ScanEnds (blocked : bool)
  | ReviewerApproves (r : Person)
  | ReviewerRejects (r : Person)
  | ReviewerAmends (r : Person) (c : Content)
  | ReviewerWithdraws (r : Person)
  | AuthorEdits (c : Content)
  | AuthorCancels
  | TimeComes.

Definition with_box (w : World) (b : Mailbox) : World := {| mail := mail w; box := b |}.

Definition with_mode (mode : Mode) (w : World) : World :=
  with_box w {| mode_now := mode; paused := paused (box w); allowlisted := allowlisted (box w);
    is_future := is_future (box w); required := required (box w) |}.

Definition with_given (list : list (Content * Person)) (w : World) : World :=
  {| mail := {| direction := direction (mail w); submitted_under := submitted_under (mail w);
       gate_timing := gate_timing (mail w); is_test := is_test (mail w); author := author (mail w);
       state := state (mail w); content := content (mail w); given := list; permit := permit (mail w) |};
     box := box w |}.

Definition with_content (c : Content) (w : World) : World :=
  {| mail := {| direction := direction (mail w); submitted_under := submitted_under (mail w);
       gate_timing := gate_timing (mail w); is_test := is_test (mail w); author := author (mail w);
       state := state (mail w); content := c; given := given (mail w); permit := permit (mail w) |};
     box := box w |}.

Definition approved_by (r : Person) (w : World) : World :=
  with_given ((content (mail w), r) :: given (mail w)) w.

(** Without what a reviewer said of the present content. *)
Definition keeps (r : Person) (c : Content) (one : Content * Person) : bool :=
  negb ((fst one =? c) && (snd one =? r)).

Definition withdrawn_by (r : Person) (w : World) : World :=
  with_given (filter (keeps r (content (mail w))) (given (mail w))) w.

(** The permit after an event: whoever is released gets one. *)
Definition permit_after (w : World) (e : Event) (approved : bool) : option Basis :=
  match e with
  | Release => Some (basis_of approved (direction (mail w)) (submitted_under (mail w)) (mode_now (box w))
                       (allowlisted (box w)))
  | _ => permit (mail w)
  end.

(** An event happens if the table of transitions has it, and leads where the table says. *)
Definition happens (w : World) (e : Event) (approved : bool) : option World :=
  match transition (state (mail w)) e with
  | None => None
  | Some s => Some
      {| mail := {| direction := direction (mail w); submitted_under := submitted_under (mail w);
           gate_timing := gate_timing (mail w); is_test := is_test (mail w); author := author (mail w);
           state := s; content := content (mail w); given := given (mail w);
           permit := permit_after w e approved |};
         box := box w |}
  end.

(** Whether a reviewer may decide now: the message waits for a decision, and the table of reviewers says yes. *)
Definition may (d : Decision) (r : Person) (w : World) : bool :=
  match transition (state (mail w)) Reject,
        may_decide (wrote r (mail w)) d (direction (mail w)) (mode_now (box w)) (paused (box w)) with
  | Some _, Yes => true
  | _, _ => false
  end.

Definition has_approved (r : Person) (m : Mail) : bool := existsb (Nat.eqb r) (approvers m).

(** What comes of an act; [None] where it is refused. *)
Definition perform (a : Act) (w : World) : option World :=
  let m := mail w in
  let b := box w in
  match a with
  | OperatorSetsMode mode => Some (with_mode mode w)
  | OperatorPauses yes => Some (with_box w
      {| mode_now := mode_now b; paused := yes; allowlisted := allowlisted b; is_future := is_future b;
         required := required b |})
  | OperatorRequires people => if 1 <=? people then Some (with_box w
      {| mode_now := mode_now b; paused := paused b; allowlisted := allowlisted b; is_future := is_future b;
         required := people |}) else None
  | AllowlistCovers yes => Some (with_box w
      {| mode_now := mode_now b; paused := paused b; allowlisted := yes; is_future := is_future b;
         required := required b |})
  | ClockSaysFuture yes => Some (with_box w
      {| mode_now := mode_now b; paused := paused b; allowlisted := allowlisted b; is_future := yes;
         required := required b |})
  | ScanEnds blocked =>
      happens w (after_scan blocked (direction m) (paused b) (submitted_under m) (mode_now b) (allowlisted b)
                   (gate_timing m) (is_future b)) false
  | ReviewerApproves r =>
      if may ToApprove r w then
        if has_approved r m then
          (* Asking again helps only when what was given has become enough. *)
          if enough w then happens w (after_approval (enough w) (is_future b)) true else None
        else happens (approved_by r w) (after_approval (enough (approved_by r w)) (is_future b)) true
      else None
  | ReviewerRejects r =>
      if may ToReject r w then if has_approved r m then None else happens w Reject false else None
  | ReviewerAmends r c =>
      match direction m with
      | Outbound => if may ToApprove r w then happens (with_content c w) Amend false else None
      | Inbound => None
      end
  (* The server asks for less patience: it must not have gone, and be one that waits to be taken back. *)
  | ReviewerWithdraws r =>
      if has_approved r m then happens (withdrawn_by r w) Withdraw false else None
  | AuthorEdits c =>
      match direction m with
      | Outbound =>
          if author_may_edit (state m) && negb (is_enough (count_reviewers (approvers m)) 1)
          then happens (with_content c w) Edit false
          else None
      | Inbound => None
      end
  | AuthorCancels => happens w Cancel false
  | TimeComes =>
      match transition (state m) Expire with
      | Some _ => happens w Expire false
      | None =>
          match when_due (direction m) (paused b) (submitted_under m) (mode_now b) (allowlisted b) (enough w) with
          | Some e => happens w e (enough w)
          | None => None
          end
      end
  end.

(** A message that just came in, or that a mailbox took from its author. *)
Definition Begins (w : World) : Prop :=
  state (mail w) = Scanning /\ given (mail w) = [] /\ permit (mail w) = None
  /\ submitted_under (mail w) = mode_now (box w) /\ 1 <= required (box w)
  /\ (direction (mail w) = Outbound -> may_submit (mode_now (box w)) = true).

(** Every act of the past with the world it was done in, the last one first, and the world as it is now. *)
Inductive History : list (World * Act) -> World -> Prop :=
  | begins : forall w, Begins w -> History [] w
  | goes_on : forall past u a w, History past u -> perform a u = Some w -> History ((u, a) :: past) w.

(** Every world of a history. *)
Definition moments (past : list (World * Act)) (w : World) : list World := w :: map fst past.

(** The very act that releases. *)
Definition LetsGo (u : World) (a : Act) (w : World) : Prop :=
  perform a u = Some w /\ state (mail u) <> Released /\ state (mail w) = Released.

Definition Gated (mode : Mode) : Prop := mode = GatedAll \/ mode = GatedSend.

Definition Terminal (s : State) : Prop := s = Released \/ s = Rejected \/ s = Expired \/ s = Cancelled.

(** Somebody, allowed to, approved exactly the content that the message has. *)
Definition Approved (past : list (World * Act)) (r : Person) (w : World) : Prop :=
  exists before, In (before, ReviewerApproves r) past
    /\ content (mail before) = content (mail w)
    /\ may_decide (wrote r (mail before)) ToApprove (direction (mail before)) (mode_now (box before))
         (paused (box before)) = Yes.

(** As many different people as the mailbox needed at [u], at least one and none of them the author, approved. *)
Definition ByOtherPeople (past : list (World * Act)) (u w : World) : Prop :=
  permit (mail w) = Some ByApproval
  /\ exists people, NoDup people /\ 1 <= required (box u) <= length people
       /\ forall r, In r people -> author (mail w) <> Some r /\ Approved past r w.

(** Every recipient was on the allowlist at [u], and the stricter of the two modes was gated_send. *)
Definition ByTheAllowlist (u w : World) : Prop :=
  permit (mail w) = Some ByAllowlist
  /\ allowlisted (box u) = true
  /\ stricter_mode (submitted_under (mail w)) (mode_now (box u)) = GatedSend.

(** * What the tables say *)

Lemma only_release_releases : forall s e, transition s e = Some Released -> e = Release.
Proof. intros s e; destruct s, e; simpl; congruence. Qed.

Lemma release_releases : forall s s', transition s Release = Some s' -> s' = Released.
Proof. intros s s'; destruct s; simpl; congruence. Qed.

Lemma terminal_stays : forall s e s', Terminal s -> transition s e = Some s' -> s' = s /\ e = Cancel.
Proof.
  unfold Terminal; intros s e s' H; destruct s, e; simpl;
    intros E; try discriminate E; try (intuition discriminate); inversion E; auto.
Qed.

Definition Free (sub now : Mode) : Prop :=
  (sub = Monitored \/ sub = Autonomous) /\ (now = Monitored \/ now = Autonomous).

(** What is let go with no person asked, and on what its permit rests. *)
Definition Unasked (sub now : Mode) (al : bool) : Prop :=
  (Free sub now /\ basis_of false Outbound sub now al = ByMode)
  \/ (al = true /\ stricter_mode sub now = GatedSend /\ basis_of false Outbound sub now al = ByAllowlist).

Ltac decide_unasked :=
  first [ left; repeat split; auto; fail | right; repeat split; auto; fail ].

Lemma scan_releases : forall bl pa sub now al ti fu,
  after_scan bl Outbound pa sub now al ti fu = Release -> pa = false /\ Unasked sub now al.
Proof.
  intros bl pa sub now al ti fu; destruct bl, pa, sub, now, al, ti, fu; simpl; intros H;
    try discriminate H; (split; [reflexivity | unfold Unasked, Free; decide_unasked]).
Qed.

Lemma due_releases : forall pa sub now al ap,
  when_due Outbound pa sub now al ap = Some Release ->
  pa = false /\ sub <> ReadOnly /\ now <> ReadOnly /\ (ap = true \/ Unasked sub now al).
Proof.
  intros pa sub now al ap; destruct pa, sub, now, al, ap; simpl; intros H; try discriminate H;
    (repeat split; try discriminate);
    first [ left; reflexivity | right; unfold Unasked, Free; decide_unasked ].
Qed.

Lemma unasked_not_read_only : forall sub now al, Unasked sub now al -> sub <> ReadOnly /\ now <> ReadOnly.
Proof.
  unfold Unasked, Free; intros sub now al H; destruct sub, now; simpl in H; intuition discriminate.
Qed.

Lemma unasked_gated : forall sub now al, Unasked sub now al -> Gated sub \/ Gated now ->
  al = true /\ stricter_mode sub now = GatedSend /\ basis_of false Outbound sub now al = ByAllowlist.
Proof.
  unfold Unasked, Free, Gated; intros sub now al [[[S N] _] | H] G; [| exact H].
  exfalso; destruct S, N, G as [[|]|[|]]; congruence.
Qed.

Lemma approving_is_allowed : forall wr now pa,
  may_decide wr ToApprove Outbound now pa = Yes -> wr = false /\ now <> ReadOnly /\ pa = false.
Proof. intros wr now pa; destruct wr, now, pa; simpl; intros H; try discriminate H; repeat split; discriminate. Qed.

Lemma author_never_decides : forall d dir now pa, may_decide true d dir now pa <> Yes.
Proof. intros d dir now pa; destruct d, dir, now, pa; simpl; discriminate. Qed.

Lemma approval_is_basis : forall dir sub now al, basis_of true dir sub now al = ByApproval.
Proof. intros dir sub now al; destruct dir, sub, now, al; reflexivity. Qed.

Lemma approval_releases : forall en fu, after_approval en fu = Release -> en = true.
Proof. intros en fu; destruct en, fu; simpl; congruence. Qed.

Lemma scan_holds_inbound : forall bl pa now al ti fu,
  after_scan bl Inbound pa GatedAll now al ti fu <> Release.
Proof. intros bl pa now al ti fu; destruct bl, pa, now, al, ti, fu; simpl; discriminate. Qed.

Lemma due_holds_inbound : forall pa now al ap,
  when_due Inbound pa GatedAll now al ap = Some Release -> ap = true.
Proof. intros pa now al ap; destruct pa, now, al, ap; simpl; congruence. Qed.

Lemma may_is_allowed : forall d r w, may d r w = true ->
  transition (state (mail w)) Reject <> None
  /\ may_decide (wrote r (mail w)) d (direction (mail w)) (mode_now (box w)) (paused (box w)) = Yes.
Proof.
  unfold may; intros d r w H; destruct (transition (state (mail w)) Reject); [| discriminate].
  destruct (may_decide _ _ _ _ _); try discriminate; split; [discriminate | reflexivity].
Qed.

Lemma may_not_author : forall d r w, may d r w = true -> wrote r (mail w) = false.
Proof.
  intros d r w H; apply may_is_allowed in H; destruct H as [_ H].
  destruct (wrote r (mail w)); [exfalso; revert H; apply author_never_decides | reflexivity].
Qed.

Lemma terminal_decides_nothing : forall s, Terminal s -> transition s Reject = None.
Proof.
  intros s T; destruct (transition s Reject) eqn:E; [| reflexivity].
  apply (terminal_stays _ _ _ T) in E; destruct E; discriminate.
Qed.

(** * Lists of approvals *)

Lemma has_approved_spec : forall r m, has_approved r m = true <-> In r (approvers m).
Proof.
  unfold has_approved; intros r m; rewrite existsb_exists; split.
  - intros [x [I E]]; apply Nat.eqb_eq in E; subst; exact I.
  - intros I; exists r; split; [exact I | apply Nat.eqb_refl].
Qed.

Lemma approvers_of_spec : forall c r m, In r (approvers_of c m) <-> In (c, r) (given m).
Proof.
  unfold approvers_of; intros c r m; rewrite in_map_iff; split.
  - intros [[c' r'] [E I]]; apply filter_In in I; destruct I as [I F]; simpl in *.
    apply Nat.eqb_eq in F; subst; exact I.
  - intros I; exists (c, r); split; [reflexivity |].
    apply filter_In; split; [exact I | simpl; apply Nat.eqb_refl].
Qed.

Lemma approvers_distinct : forall c m, NoDup (given m) -> NoDup (approvers_of c m).
Proof.
  unfold approvers_of; intros c m; generalize (given m) as l; clear m; induction l as [| [c' r] l IH]; intros N.
  - constructor.
  - inversion N as [| ? ? F N']; subst; simpl; destruct (Nat.eqb_spec c' c) as [-> |]; simpl; [| auto].
    constructor; [| auto].
    intros I; apply in_map_iff in I; destruct I as [[c'' r'] [E I]]; apply filter_In in I.
    destruct I as [I Q]; simpl in *; apply Nat.eqb_eq in Q; subst; contradiction.
Qed.

Lemma count_distinct : forall l, NoDup l -> count_reviewers l = length l.
Proof. unfold count_reviewers; intros l N; rewrite nodup_fixed_point; auto. Qed.

(** * What holds in every history *)

Definition Sound (w : World) : Prop :=
  1 <= required (box w)
  /\ NoDup (given (mail w))
  /\ (forall c r, In (c, r) (given (mail w)) -> wrote r (mail w) = false)
  /\ (direction (mail w) = Outbound -> may_submit (submitted_under (mail w)) = true)
  /\ (state (mail w) <> Released -> permit (mail w) = None).

Lemma happens_spec : forall w e ap w', happens w e ap = Some w' ->
  transition (state (mail w)) e = Some (state (mail w'))
  /\ box w' = box w /\ direction (mail w') = direction (mail w)
  /\ submitted_under (mail w') = submitted_under (mail w) /\ is_test (mail w') = is_test (mail w)
  /\ author (mail w') = author (mail w) /\ content (mail w') = content (mail w)
  /\ given (mail w') = given (mail w) /\ permit (mail w') = permit_after w e ap.
Proof.
  unfold happens; intros w e ap w' H; destruct (transition (state (mail w)) e); [| discriminate].
  inversion H; subst; simpl; repeat split; reflexivity.
Qed.

Lemma happens_sound : forall w e ap w', Sound w -> happens w e ap = Some w' -> Sound w'.
Proof.
  intros w e ap w' (R & N & A & M & P) H; apply happens_spec in H.
  destruct H as (T & B & D & S & _ & Au & _ & G & Pe).
  unfold Sound; rewrite B, G, D, S, Pe; unfold wrote in *; rewrite Au.
  repeat split; auto.
  intros NR; destruct e; simpl; try (apply P; intros E; rewrite E in T).
  all: try (pose proof (terminal_stays Released _ _ (or_introl eq_refl) T) as [Q _]; congruence).
  apply release_releases in T; contradiction.
Qed.

Lemma approved_by_sound : forall r w,
  Sound w -> wrote r (mail w) = false -> has_approved r (mail w) = false -> Sound (approved_by r w).
Proof.
  intros r w (R & N & A & M & P) W F; unfold Sound; simpl; repeat split; auto.
  - constructor; [| exact N].
    intros I; apply approvers_of_spec in I; apply has_approved_spec in I; congruence.
  - intros c r' [E | I]; [inversion E; subst; exact W | apply (A c r' I)].
Qed.

Lemma withdrawn_by_sound : forall r w, Sound w -> Sound (withdrawn_by r w).
Proof.
  intros r w (R & N & A & M & P); unfold Sound; simpl; repeat split; auto.
  - apply NoDup_filter; exact N.
  - intros c r' I; apply filter_In in I; destruct I as [I _]; exact (A c r' I).
Qed.

Lemma with_content_sound : forall c w, Sound w -> Sound (with_content c w).
Proof. intros c w H; exact H. Qed.

(** Each act of a history is one of these: the mailbox changes, or an event happens to the message. *)
Ltac open_act H :=
  unfold perform in H;
  repeat match type of H with
  | context [match direction ?m with _ => _ end] =>
      let E := fresh "Dir" in destruct (direction m) eqn:E; try discriminate H
  | context [match transition ?s Expire with _ => _ end] => let E := fresh "Exp" in destruct (transition s Expire) eqn:E
  | context [match when_due ?d ?p ?s ?n ?a ?e with _ => _ end] =>
      let E := fresh "Due" in destruct (when_due d p s n a e) eqn:E; try discriminate H
  | context [if ?c then _ else _] => let E := fresh "If" in destruct c eqn:E; try discriminate H
  end.

Lemma perform_sound : forall a w w', Sound w -> perform a w = Some w' -> Sound w'.
Proof.
  intros a w w' S H; destruct a; open_act H;
    try (eapply happens_sound; [| exact H]; assumption);
    try (eapply happens_sound; [| exact H]; apply with_content_sound; assumption);
    try (eapply happens_sound; [| exact H]; apply withdrawn_by_sound; assumption);
    try (inversion H; subst; exact S).
  - inversion H; subst; destruct S as (_ & S); apply Nat.leb_le in If; split; assumption.
  - eapply happens_sound; [| exact H]; apply approved_by_sound; try assumption.
    eapply may_not_author; eassumption.
Qed.

Lemma history_sound : forall past w, History past w -> Sound w.
Proof.
  intros past w H; induction H as [w (S & G & P & M & R & D) | past u a w _ IH E].
  - unfold Sound; rewrite G, P, M; repeat split; auto; [constructor | intros c r []].
  - eapply perform_sound; eassumption.
Qed.

(** A mailbox that changes changes no message, and no act changes what a message is. *)
Lemma perform_keeps : forall a u w, perform a u = Some w ->
  direction (mail w) = direction (mail u) /\ submitted_under (mail w) = submitted_under (mail u)
  /\ is_test (mail w) = is_test (mail u) /\ author (mail w) = author (mail u).
Proof.
  intros a u w H; destruct a; open_act H;
    try (inversion H; subst; repeat split; reflexivity);
    apply happens_spec in H; simpl in H; intuition congruence.
Qed.

Lemma terminal_frozen : forall a u w, Terminal (state (mail u)) -> perform a u = Some w -> mail w = mail u.
Proof.
  assert (F : forall u e ap w, Terminal (state (mail u)) -> happens u e ap = Some w -> e = Cancel /\ mail w = mail u).
  { intros u e ap w T H; unfold happens in H.
    destruct (transition (state (mail u)) e) eqn:E; [| discriminate].
    pose proof (terminal_stays _ _ _ T E) as [-> ->].
    inversion H; subst; simpl; split; [reflexivity |].
    destruct u as [[] ?]; reflexivity. }
  assert (M : forall d r u, Terminal (state (mail u)) -> may d r u = true -> False).
  { intros d r u T Y; apply may_is_allowed in Y; apply terminal_decides_nothing in T; intuition. }
  intros a u w T H; destruct a; open_act H;
    try (inversion H; subst; reflexivity);
    try (exfalso; eapply M; eassumption);
    try (apply F in H; [apply H | exact T]).
  - apply (F (withdrawn_by r u)) in H; [destruct H; discriminate | exact T].
  - apply (F (with_content c u)) in H; [destruct H; discriminate | exact T].
Qed.

Lemma history_frozen : forall past w u, History past w -> In u (moments past w) ->
  Terminal (state (mail u)) -> mail w = mail u.
Proof.
  intros past w u H; induction H as [w B | past v a w H IH E]; intros I T.
  - destruct I as [-> | []]; reflexivity.
  - destruct I as [-> | I]; [reflexivity |].
    assert (Q : mail v = mail u) by (apply IH; [| exact T]; exact I).
    rewrite <- Q; apply (terminal_frozen a); [rewrite Q; exact T | exact E].
Qed.

(** Every approval that is recorded was given, at some moment, by somebody who might, on that content. *)
Lemma recorded_was_given : forall past w c r, History past w -> In (c, r) (given (mail w)) ->
  exists before, In (before, ReviewerApproves r) past /\ content (mail before) = c
    /\ may_decide (wrote r (mail before)) ToApprove (direction (mail before)) (mode_now (box before))
         (paused (box before)) = Yes.
Proof.
  intros past w c r H; induction H as [w (_ & G & _) | past u a w H IH E]; intros I.
  - rewrite G in I; destruct I.
  - assert (D : In (c, r) (given (mail u)) \/
                (a = ReviewerApproves r /\ content (mail u) = c /\ may ToApprove r u = true)).
    { destruct a; open_act E;
        try (inversion E; subst; left; exact I);
        apply happens_spec in E; destruct E as (_ & _ & _ & _ & _ & _ & _ & G & _); rewrite G in I;
        simpl in I; try (left; exact I);
        try (apply filter_In in I; destruct I as [I _]; left; exact I).
      destruct I as [Q | I]; [inversion Q; subst; right; auto | left; exact I]. }
    destruct D as [D | (-> & C & Y)].
    + destruct (IH D) as (b & P & Q); exists b; split; [right; exact P | exact Q].
    + exists u; split; [left; reflexivity |]; split; [exact C | apply (may_is_allowed _ _ _ Y)].
Qed.

(** * The moment of release *)

Definition EnoughPeople (u w : World) : Prop :=
  permit (mail w) = Some ByApproval /\ required (box u) <= length (approvers (mail w)).

Lemma enough_people : forall w, Sound w -> enough w = true -> required (box w) <= length (approvers (mail w)).
Proof.
  unfold enough, is_enough; intros w (_ & N & _) E; apply Nat.leb_le in E.
  rewrite count_distinct in E; [exact E | apply approvers_distinct; exact N].
Qed.

Lemma approvers_kept : forall w e ap w', happens w e ap = Some w' -> approvers (mail w') = approvers (mail w).
Proof.
  intros w e ap w' H; apply happens_spec in H; destruct H as (_ & _ & _ & _ & _ & _ & C & G & _).
  unfold approvers, approvers_of; rewrite C, G; reflexivity.
Qed.

Ltac release_of H L :=
  let T := fresh "T" in
  pose proof H as T; apply happens_spec in T; destruct T as (T & _ & _ & _ & _ & _ & _ & _ & L);
  match goal with R : state (mail _) = Released |- _ => rewrite R in T end;
  apply only_release_releases in T.

Lemma outbound_release : forall u a w, Sound u -> LetsGo u a w -> direction (mail u) = Outbound ->
  paused (box u) = false /\ submitted_under (mail u) <> ReadOnly /\ mode_now (box u) <> ReadOnly
  /\ (EnoughPeople u w
      \/ (Unasked (submitted_under (mail u)) (mode_now (box u)) (allowlisted (box u))
          /\ permit (mail w) = Some (basis_of false Outbound (submitted_under (mail u)) (mode_now (box u))
                                       (allowlisted (box u))))).
Proof.
  intros u a w S (H & NR & R) D.
  assert (NS : submitted_under (mail u) <> ReadOnly).
  { destruct S as (_ & _ & _ & M & _); specialize (M D); intros E; rewrite E in M; discriminate M. }
  destruct a; open_act H; try (inversion H; subst; contradiction).
  - release_of H L; rewrite T in L; rewrite D in *.
    apply scan_releases in T; destruct T as [P U].
    pose proof (unasked_not_read_only _ _ _ U) as [? ?].
    repeat split; try assumption; right; split; [exact U |]; rewrite L; unfold permit_after; rewrite D; reflexivity.
  - release_of H L.
    apply may_is_allowed in If; destruct If as [_ Y]; rewrite D in Y.
    apply approving_is_allowed in Y; destruct Y as (_ & NO & P).
    repeat split; try assumption; left; unfold EnoughPeople; rewrite L, T, (approvers_kept _ _ _ _ H).
    split; [unfold permit_after; rewrite approval_is_basis; reflexivity | apply enough_people; assumption].
  - release_of H L.
    assert (S' : Sound (approved_by r u)) by (apply approved_by_sound; try assumption; eapply may_not_author; eassumption).
    apply may_is_allowed in If; destruct If as [_ Y]; rewrite D in Y.
    apply approving_is_allowed in Y; destruct Y as (_ & NO & P).
    repeat split; try assumption; left; unfold EnoughPeople; rewrite L, T, (approvers_kept _ _ _ _ H).
    split; [unfold permit_after; rewrite approval_is_basis; reflexivity |].
    apply approval_releases in T; apply (enough_people _ S') in T; exact T.
  - release_of H L; discriminate T.
  - release_of H L; discriminate T.
  - release_of H L; discriminate T.
  - release_of H L; discriminate T.
  - release_of H L; discriminate T.
  - release_of H L; discriminate T.
  - release_of H L; subst e; rewrite D in Due.
    apply due_releases in Due; destruct Due as (P & NS' & NO & U).
    repeat split; try assumption.
    destruct (enough u) eqn:E.
    + left; unfold EnoughPeople; rewrite L, (approvers_kept _ _ _ _ H).
      split; [unfold permit_after; rewrite approval_is_basis; reflexivity | apply enough_people; assumption].
    + right; destruct U as [U | U]; [discriminate U |]; split; [exact U | rewrite L; unfold permit_after; rewrite D; reflexivity].
Qed.

Lemma inbound_release : forall u a w, Sound u -> LetsGo u a w -> direction (mail u) = Inbound ->
  submitted_under (mail u) = GatedAll -> EnoughPeople u w.
Proof.
  intros u a w S (H & NR & R) D G.
  destruct a; open_act H; try (inversion H; subst; contradiction); try discriminate;
    release_of H L; try discriminate T; unfold EnoughPeople; rewrite L, (approvers_kept _ _ _ _ H).
  - rewrite D, G in T; exfalso; revert T; apply scan_holds_inbound.
  - rewrite T; split; [unfold permit_after; rewrite approval_is_basis; reflexivity | apply enough_people; assumption].
  - assert (S' : Sound (approved_by r u)) by (apply approved_by_sound; try assumption; eapply may_not_author; eassumption).
    pose proof (approval_releases _ _ T) as E; rewrite T.
    split; [unfold permit_after; rewrite approval_is_basis; reflexivity | apply (enough_people _ S' E)].
  - subst e; rewrite D, G in Due; apply due_holds_inbound in Due; rewrite Due.
    split; [unfold permit_after; rewrite approval_is_basis; reflexivity | apply enough_people; assumption].
Qed.

(** What is released was released at some moment of its history, and is since as it was then. *)
Lemma released_once : forall past w, History past w -> state (mail w) = Released ->
  exists u a v older, LetsGo u a v /\ mail w = mail v /\ In (u, a) past /\ History older u
    /\ History ((u, a) :: older) v /\ incl ((u, a) :: older) past.
Proof.
  intros past w H; induction H as [w (S & _) | past u a w H IH E]; intros R.
  - rewrite S in R; discriminate.
  - destruct (state (mail u)) eqn:Q;
      try (exists u, a, w, past; repeat split; auto;
           [congruence | left; reflexivity | econstructor; eassumption | apply incl_refl]).
    destruct (IH eq_refl) as (u' & a' & v & older & L & M & I & HO & HV & C).
    exists u', a', v, older; repeat split; try apply L; auto; [| right; exact I | apply incl_tl; exact C].
    rewrite <- M; apply (terminal_frozen a); [left; exact Q | exact E].
Qed.

Lemma people_approved : forall past u a w, History ((u, a) :: past) w -> 1 <= required (box u) ->
  EnoughPeople u w -> ByOtherPeople ((u, a) :: past) u w.
Proof.
  intros past u a w H R (P & E); pose proof (history_sound _ _ H) as (_ & N & A & _).
  split; [exact P |]; exists (approvers (mail w)).
  split; [apply approvers_distinct; exact N |]; split; [auto |].
  intros r I; apply approvers_of_spec in I; split.
  - intros Q; specialize (A _ _ I); unfold wrote in A; rewrite Q, Nat.eqb_refl in A; discriminate.
  - destruct (recorded_was_given _ _ _ _ H I) as (b & Q); exists b; exact Q.
Qed.

Lemma by_other_people_later : forall past past' u v w, incl past past' -> mail w = mail v ->
  ByOtherPeople past u v -> ByOtherPeople past' u w.
Proof.
  intros past past' u v w C M (P & people & N & R & F); unfold ByOtherPeople; rewrite M.
  split; [exact P |]; exists people; split; [exact N |]; split; [exact R |]; intros r I.
  destruct (F r I) as (A & b & B & Q & Y); split; [exact A |].
  exists b; rewrite M; split; [apply C; exact B | auto].
Qed.

(** * The promises *)

(** (a) In every history, an outbound message whose mode at submission or at release is gated is released only by
    at least as many different people as its mailbox needs, one or more, none of them its author, each of whom
    approved exactly the content that goes and was allowed to; or because every recipient was on the allowlist
    at that moment and the stricter of the two modes was gated_send. *)
Theorem a_gated_mail_goes_only_by_other_people_or_the_allowlist : forall past w,
  History past w -> direction (mail w) = Outbound -> state (mail w) = Released ->
  exists u a v, In (u, a) past /\ LetsGo u a v /\ mail w = mail v /\
    (Gated (submitted_under (mail w)) \/ Gated (mode_now (box u)) ->
     ByOtherPeople past u w \/ ByTheAllowlist u w).
Proof.
  intros past w H D R; destruct (released_once _ _ H R) as (u & a & v & older & L & M & I & HO & HV & C).
  exists u, a, v; repeat split; try apply L; auto; intros G.
  pose proof (history_sound _ _ HO) as S; destruct (perform_keeps a u v (proj1 L)) as (KD & KS & _ & _).
  assert (D' : direction (mail u) = Outbound) by congruence.
  destruct (outbound_release _ _ _ S L D') as (_ & _ & _ & [E | [U P]]).
  - left; apply (by_other_people_later _ _ _ v _ C M), people_approved; [exact HV | apply S | exact E].
  - right; rewrite M, KS in G; destruct (unasked_gated _ _ _ U G) as (A & T & B).
    unfold ByTheAllowlist; rewrite M, KS, P, B; auto.
Qed.

(** (a) An outbound message whose mode at submission or at release is gated is never released with a permit that
    rests on the mode alone. *)
Theorem a_gated_mail_never_goes_by_the_mode_alone : forall past u a w,
  History past u -> LetsGo u a w -> direction (mail u) = Outbound ->
  Gated (submitted_under (mail u)) \/ Gated (mode_now (box u)) -> permit (mail w) <> Some ByMode.
Proof.
  intros past u a w H L D G; destruct (outbound_release _ _ _ (history_sound _ _ H) L D) as (_ & _ & _ & [E | [U P]]).
  - destruct E as [P _]; congruence.
  - destruct (unasked_gated _ _ _ U G) as (_ & _ & B); congruence.
Qed.

(** (a) The model is not empty: there is a history in which a gated message is released after two people
    approved it. *)
Theorem a_people_can_release_gated_mail : exists past w,
  History past w /\ state (mail w) = Released /\ submitted_under (mail w) = GatedAll
  /\ permit (mail w) = Some ByApproval /\ length (approvers (mail w)) = 2.
Proof.
  pose (w := {| mail := {| direction := Outbound; submitted_under := GatedAll; gate_timing := GateFirst;
      is_test := false; author := Some 1; state := Scanning; content := 1; given := []; permit := None |};
    box := {| mode_now := GatedAll; paused := false; allowlisted := false; is_future := false;
      required := 2 |} |}).
  assert (B : Begins w) by (unfold Begins; simpl; repeat split; auto).
  apply begins in B; revert B.
  assert (then_ : forall past u act, History past u ->
    match perform act u with Some v => History ((u, act) :: past) v | None => True end).
  { intros past u act H; destruct (perform act u) eqn:E; [eapply goes_on; eassumption | exact I]. }
  intros B; apply (then_ _ _ (ScanEnds false)) in B; simpl in B.
  apply (then_ _ _ (ReviewerApproves 2)) in B; simpl in B.
  apply (then_ _ _ (ReviewerApproves 3)) in B; simpl in B.
  do 2 eexists; split; [exact B | repeat split; reflexivity].
Qed.

(** (b) No outbound message is released that was submitted in read_only, or while its mailbox is read_only. *)
Theorem b_read_only_never_releases_outbound : forall past u a w,
  History past u -> LetsGo u a w -> direction (mail u) = Outbound ->
  submitted_under (mail u) <> ReadOnly /\ mode_now (box u) <> ReadOnly.
Proof.
  intros past u a w H L D; destruct (outbound_release _ _ _ (history_sound _ _ H) L D) as (_ & S & N & _); auto.
Qed.

(** (c) After an edit by the author or an amendment by a reviewer only approvals of the new content count: none,
    when nobody approved that very content before. *)
Theorem c_an_edit_or_amendment_forgets_approvals : forall u w c a,
  a = AuthorEdits c \/ (exists r, a = ReviewerAmends r c) -> perform a u = Some w ->
  content (mail w) = c /\ approvers (mail w) = approvers_of c (mail u)
  /\ ((forall r, ~ In (c, r) (given (mail u))) -> approvers (mail w) = []).
Proof.
  intros u w c a A H.
  assert (E : content (mail w) = c /\ approvers (mail w) = approvers_of c (mail u)).
  { destruct A as [-> | [r ->]]; open_act H; split;
      try (rewrite (approvers_kept _ _ _ _ H); reflexivity);
      apply happens_spec in H; intuition. }
  destruct E as [C E]; repeat split; auto; intros N; rewrite E.
  destruct (approvers_of c (mail u)) as [| r l] eqn:Q; [reflexivity |].
  exfalso; apply (N r), approvers_of_spec; rewrite Q; left; reflexivity.
Qed.

(** (c) An author cannot edit what anybody has approved, and what they edited is scanned again. *)
Theorem c_an_author_edits_only_what_nobody_approved : forall u w c,
  perform (AuthorEdits c) u = Some w -> approvers (mail u) = [] /\ state (mail w) = Scanning.
Proof.
  intros u w c H; open_act H; apply andb_true_iff in If; destruct If as [_ If]; split.
  - apply negb_true_iff in If; unfold is_enough in If; apply Nat.leb_gt in If.
    unfold count_reviewers in If; destruct (approvers (mail u)) as [| r l]; [reflexivity |].
    assert (I : In r (nodup Nat.eq_dec (r :: l))) by (apply nodup_In; left; reflexivity).
    destruct (nodup Nat.eq_dec (r :: l)); [destruct I | simpl in If; lia].
  - apply happens_spec in H; destruct H as (T & _); simpl in T.
    destruct (state (mail u)); simpl in T; try discriminate T; inversion T; reflexivity.
Qed.

(** (c) A reviewer amends only what is held, and it stays held. *)
Theorem c_what_a_reviewer_amends_stays_held : forall u w r c,
  perform (ReviewerAmends r c) u = Some w -> state (mail u) = Held /\ state (mail w) = Held.
Proof.
  intros u w r c H; open_act H; apply happens_spec in H; destruct H as (T & _); simpl in T.
  destruct (state (mail u)); simpl in T; try discriminate T; inversion T; auto.
Qed.

(** (c) Whoever takes their approval back does not count any more, everybody else as before; and the message, which
    had not gone, is held. *)
Theorem c_a_withdrawn_approval_does_not_count : forall u w r,
  perform (ReviewerWithdraws r) u = Some w ->
  ~ In r (approvers (mail w)) /\ state (mail u) <> Released /\ state (mail w) = Held
  /\ forall p, p <> r -> (In p (approvers (mail w)) <-> In p (approvers (mail u))).
Proof.
  intros u w r H; open_act H.
  assert (K : forall p, In p (approvers (mail w)) <-> In p (approvers (mail u)) /\ p <> r).
  { intros p; rewrite (approvers_kept _ _ _ _ H); unfold approvers; rewrite !approvers_of_spec; simpl.
    rewrite filter_In; unfold keeps; simpl; rewrite Nat.eqb_refl; simpl.
    rewrite negb_true_iff, Nat.eqb_neq; tauto. }
  apply happens_spec in H; destruct H as (T & _); simpl in T.
  repeat split.
  - rewrite K; intros [_ N]; exact (N eq_refl).
  - intros E; rewrite E in T; discriminate T.
  - destruct (state (mail u)); simpl in T; try discriminate T; inversion T; reflexivity.
  - rewrite K; tauto.
  - rewrite K; tauto.
Qed.

(** (d) No event leaves released, rejected, expired or cancelled. *)
Theorem d_no_event_leaves_a_terminal_state : forall s e s',
  Terminal s -> transition s e = Some s' -> s' = s.
Proof. intros s e s' T H; apply (terminal_stays _ _ _ T H). Qed.

(** (d) In every history, a message that has reached a terminal state is never changed again. *)
Theorem d_decided_is_final : forall past w u,
  History past w -> In u (moments past w) -> Terminal (state (mail u)) -> mail w = mail u.
Proof. exact history_frozen. Qed.

(** (d) No history holds two opposite outcomes: whatever terminal states it passes are one and the same, so nothing
    is both released and rejected. *)
Theorem d_no_two_opposite_outcomes : forall past w u v,
  History past w -> In u (moments past w) -> In v (moments past w) ->
  Terminal (state (mail u)) -> Terminal (state (mail v)) -> state (mail u) = state (mail v).
Proof.
  intros past w u v H U V TU TV.
  rewrite <- (history_frozen _ _ _ H U TU), <- (history_frozen _ _ _ H V TV); reflexivity.
Qed.

(** (d) A delivery that bounced or failed stays so; one that was sent can only come back as bounced: none of them is
    ever tried again. *)
Theorem d_finished_deliveries_are_final : forall s e s',
  s = DeliverySent \/ s = DeliveryBounced \/ s = DeliveryFailed -> delivery_transition s e = Some s' ->
  s = DeliverySent /\ e = ComeBack /\ s' = DeliveryBounced.
Proof.
  intros s e s' H T; destruct s, e; simpl in T; try discriminate T; inversion T; subst; intuition discriminate.
Qed.

(** (e) Held mail is seen with the scope oversight or admin only. *)
Theorem e_held_mail_is_seen_with_oversight_or_admin_only : forall read send oversight admin,
  sees_held read send oversight admin = true -> oversight = true \/ admin = true.
Proof. intros [] [] [] []; simpl; auto. Qed.

(** (e) Inbound mail that is not released, whether it waits or was refused, is not readable without the scope
    oversight or admin. *)
Theorem e_unreleased_inbound_mail_is_not_readable_below_oversight : forall s read send,
  s <> Released -> may_read Inbound s (sees_held read send false false) = false.
Proof. intros [] [] [] N; try reflexivity; congruence. Qed.

(** (e) In every history, a message that came in under gated_all is readable without the scope oversight or admin
    only after at least as many different people as its mailbox needs, one or more, approved it. *)
Theorem e_gated_inbound_mail_is_read_only_after_approval : forall past w read send,
  History past w -> direction (mail w) = Inbound -> submitted_under (mail w) = GatedAll ->
  may_read Inbound (state (mail w)) (sees_held read send false false) = true ->
  exists u a v, In (u, a) past /\ LetsGo u a v /\ mail w = mail v /\ ByOtherPeople past u w.
Proof.
  intros past w read send H D G Y.
  assert (R : state (mail w) = Released).
  { destruct (state (mail w)); try reflexivity;
      rewrite e_unreleased_inbound_mail_is_not_readable_below_oversight in Y; discriminate. }
  destruct (released_once _ _ H R) as (u & a & v & older & L & M & I & HO & HV & C).
  destruct (perform_keeps a u v (proj1 L)) as (KD & KS & _ & _).
  pose proof (history_sound _ _ HO) as S.
  exists u, a, v; split; [exact I |]; split; [exact L |]; split; [exact M |].
  apply (by_other_people_later _ _ _ v _ C M), people_approved; [exact HV | apply S |].
  apply (inbound_release _ _ _ S L); congruence.
Qed.

(** (f) No set of scopes that is allowed holds both send and oversight. *)
Theorem f_no_key_both_sends_and_approves : forall read send oversight admin,
  scopes_conflict read send oversight admin = false -> ~ (send = true /\ oversight = true).
Proof. intros [] [] [] []; simpl; intros H [S O]; discriminate. Qed.

(** (g) The modes have one order, from read_only over gated_all, gated_send and monitored to autonomous: more autonomy
    is what comes later in it, and the stricter of two modes is the one that comes first. *)
Theorem g_modes_are_ordered_by_autonomy : forall a b,
  let rank := fun mode => match mode with
    ReadOnly => 0 | GatedAll => 1 | GatedSend => 2 | Monitored => 3 | Autonomous => 4 end in
  is_upgrade a b = (rank a <? rank b) /\ stricter_mode a b = if rank a <=? rank b then a else b.
Proof. intros [] []; split; reflexivity. Qed.

(** (g) A change of the mode by itself moves no message and changes nothing in one. *)
Theorem g_a_change_of_mode_moves_no_message : forall u mode w,
  perform (OperatorSetsMode mode) u = Some w -> mail w = mail u.
Proof. intros u mode w H; inversion H; reflexivity. Qed.

(** (g) Whatever releases an outbound message under some mode releases it under every mode of more autonomy too, all
    else equal; so less autonomy never releases what more would not. *)
Theorem g_less_autonomy_never_releases_more : forall past u a w more,
  History past u -> LetsGo u a w -> direction (mail u) = Outbound ->
  is_upgrade (mode_now (box u)) more = true ->
  exists w', LetsGo (with_mode more u) a w'.
Proof.
  assert (Scan : forall bl pa sub now more al ti fu,
    after_scan bl Outbound pa sub now al ti fu = Release -> is_upgrade now more = true ->
    after_scan bl Outbound pa sub more al ti fu = Release)
    by (intros bl pa sub now more al ti fu; destruct bl, pa, sub, now, al, ti, fu; simpl; intros H;
        try discriminate H; destruct more; simpl; congruence).
  assert (Due' : forall pa sub now more al ap,
    when_due Outbound pa sub now al ap = Some Release -> is_upgrade now more = true ->
    when_due Outbound pa sub more al ap = Some Release)
    by (intros pa sub now more al ap; destruct pa, sub, now, al, ap; simpl; intros H;
        try discriminate H; destruct more; simpl; congruence).
  assert (May : forall u r more, direction (mail u) = Outbound -> is_upgrade (mode_now (box u)) more = true ->
    may ToApprove r u = true -> may ToApprove r (with_mode more u) = true).
  { unfold may; simpl; intros u r more D U Y; rewrite D in *.
    destruct (transition (state (mail u)) Reject); [| discriminate].
    destruct (wrote r (mail u)), (mode_now (box u)), (paused (box u)), more; simpl in *; congruence. }
  assert (Go : forall u e ap more w, happens u e ap = Some w ->
    exists w', happens (with_mode more u) e ap = Some w' /\ state (mail w') = state (mail w)).
  { unfold happens; simpl; intros u e ap more w H; destruct (transition (state (mail u)) e); [| discriminate].
    eexists; split; [reflexivity |]; inversion H; reflexivity. }
  intros past u a w more HH (H & NR & R) D U; unfold LetsGo; simpl.
  destruct a; open_act H; try (inversion H; subst; contradiction);
    assert (T := H); apply happens_spec in T; destruct T as (T & _); rewrite R in T;
    apply only_release_releases in T; try discriminate T.
  - rewrite T, D in *; destruct (Go _ _ _ more _ H) as (w' & G & Q).
    exists w'; simpl; rewrite D, (Scan _ _ _ _ _ _ _ _ T U); repeat split; congruence.
  - destruct (Go _ _ _ more _ H) as (w' & G & Q); exists w'; simpl.
    rewrite (May _ _ _ D U If), If0; change (enough (with_mode more u)) with (enough u).
    rewrite If1 in *; repeat split; congruence.
  - destruct (Go _ _ _ more _ H) as (w' & G & Q); exists w'; simpl.
    rewrite (May _ _ _ D U If), If0; repeat split; [exact G | congruence | congruence].
  - subst e; rewrite D in Due; destruct (Go _ _ _ more _ H) as (w' & G & Q); exists w'; simpl.
    rewrite Exp, D; change (enough (with_mode more u)) with (enough u).
    rewrite (Due' _ _ _ _ _ _ Due U); repeat split; congruence.
Qed.

(** (g) What a scan lets go or schedules under some mode it lets go or schedules under every mode of more autonomy,
    whether that mode is the one at submission or the one now. *)
Theorem g_a_scan_lets_no_more_go_under_less_autonomy : forall bl pa sub now al ti fu more,
  let clear := fun e => e = Release \/ e = Schedule in
  clear (after_scan bl Outbound pa sub now al ti fu) ->
  (is_upgrade now more = true -> clear (after_scan bl Outbound pa sub more al ti fu))
  /\ (is_upgrade sub more = true -> clear (after_scan bl Outbound pa more now al ti fu)).
Proof.
  intros bl pa sub now al ti fu more clear; unfold clear; clear clear.
  destruct bl, pa, sub, now, al, ti, fu; simpl; intros [H | H]; try discriminate H;
    destruct more; simpl; split; intros U; try discriminate U; auto.
Qed.

(** (h) In every history, a test message stays one, and is carried by the simulated transport however the server is
    set up. *)
Theorem h_test_mail_is_only_simulated : forall past w u configured,
  History past w -> In u (moments past w) -> is_test (mail u) = true ->
  is_test (mail w) = true /\ transport_for (is_test (mail w)) configured = Simulated.
Proof.
  intros past w u configured H I T.
  assert (E : is_test (mail w) = true).
  { revert I; induction H as [w B | past v a w H IH E]; intros I.
    - destruct I as [-> | []]; exact T.
    - destruct I as [-> | I]; [exact T |].
      destruct (perform_keeps _ _ _ E) as (_ & _ & K & _); rewrite K; apply IH; exact I. }
  split; [exact E |]; rewrite E; destruct configured; reflexivity.
Qed.

(** (i) In every history, the approvals of the present content are of pairwise different people, none of them the
    author, and their number is what is asked to be enough. *)
Theorem i_different_people_are_counted : forall past w,
  History past w ->
  NoDup (approvers (mail w))
  /\ (forall r, In r (approvers (mail w)) -> author (mail w) <> Some r)
  /\ enough w = is_enough (length (approvers (mail w))) (required (box w)).
Proof.
  intros past w H; destruct (history_sound _ _ H) as (_ & N & A & _).
  assert (D : NoDup (approvers (mail w))) by (apply approvers_distinct; exact N).
  repeat split; [exact D | | unfold enough; rewrite count_distinct; auto].
  intros r I Q; apply approvers_of_spec, A in I; unfold wrote in I; rewrite Q, Nat.eqb_refl in I; discriminate.
Qed.

(** (i) The server's isEnough is "at least as many as required", wherever it was asked: 0 to 20 given, 1 to 20
    required. *)
Theorem i_enough_is_what_the_server_says :
  is_enough_table = map (fun n => (n, filter (is_enough n) (seq 1 20))) (seq 0 21).
Proof. reflexivity. Qed.

(** (i) The server's afterApproval depends on nothing but whether it is enough and whether the time is still to come,
    wherever it was asked; and one more approval releases or schedules only when it is enough. *)
Theorem i_too_few_approvals_never_release :
  after_approval_departs = [] /\ forall is_future, after_approval false is_future = Approve.
Proof. split; [reflexivity | intros []; reflexivity]. Qed.

(** (i) The server's countReviewers counts a name once, however often it stands in the list, wherever it was asked:
    all lists of at most three out of three names. *)
Theorem i_counting_is_what_the_server_does :
  length count_reviewers_table = 40
  /\ forall people n, In (people, n) count_reviewers_table -> count_reviewers people = n.
Proof.
  split; [reflexivity |]; intros people n I.
  repeat (destruct I as [I | I]; [inversion I; subst; reflexivity |]); destruct I.
Qed.

(** (j) While its mailbox or account is paused, no outbound message is released. *)
Theorem j_nothing_outbound_is_released_while_paused : forall past u a w,
  History past u -> LetsGo u a w -> direction (mail u) = Outbound -> paused (box u) = false.
Proof.
  intros past u a w H L D; apply (outbound_release _ _ _ (history_sound _ _ H) L D).
Qed.

(** * What it rests on: nothing but the definitions above and the tables *)

Print Assumptions a_gated_mail_goes_only_by_other_people_or_the_allowlist.
Print Assumptions a_gated_mail_never_goes_by_the_mode_alone.
Print Assumptions a_people_can_release_gated_mail.
Print Assumptions b_read_only_never_releases_outbound.
Print Assumptions c_an_edit_or_amendment_forgets_approvals.
Print Assumptions c_an_author_edits_only_what_nobody_approved.
Print Assumptions c_what_a_reviewer_amends_stays_held.
Print Assumptions c_a_withdrawn_approval_does_not_count.
Print Assumptions d_no_event_leaves_a_terminal_state.
Print Assumptions d_decided_is_final.
Print Assumptions d_no_two_opposite_outcomes.
Print Assumptions d_finished_deliveries_are_final.
Print Assumptions e_held_mail_is_seen_with_oversight_or_admin_only.
Print Assumptions e_unreleased_inbound_mail_is_not_readable_below_oversight.
Print Assumptions e_gated_inbound_mail_is_read_only_after_approval.
Print Assumptions f_no_key_both_sends_and_approves.
Print Assumptions g_modes_are_ordered_by_autonomy.
Print Assumptions g_a_change_of_mode_moves_no_message.
Print Assumptions g_less_autonomy_never_releases_more.
Print Assumptions g_a_scan_lets_no_more_go_under_less_autonomy.
Print Assumptions h_test_mail_is_only_simulated.
Print Assumptions i_different_people_are_counted.
Print Assumptions i_enough_is_what_the_server_says.
Print Assumptions i_too_few_approvals_never_release.
Print Assumptions i_counting_is_what_the_server_does.
Print Assumptions j_nothing_outbound_is_released_while_paused.
